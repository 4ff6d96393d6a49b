"""What teachers see of their cohorts, and what they decide for them."""
