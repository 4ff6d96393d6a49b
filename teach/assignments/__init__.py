"""Assignments of a class, as its teachers give and follow them."""
