"""Pages of teachers about their cohorts."""
