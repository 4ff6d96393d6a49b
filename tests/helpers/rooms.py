"""The packages of the site, from the ground up."""

ROOMS = ("serving", "accounts", "matrix", "lessons", "bank", "exchange", "quizzes", "planner", "teach", "srm_site")
