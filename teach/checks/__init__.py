"""Pages of instructors about checks as a whole."""
