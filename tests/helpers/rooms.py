"""The packages of the site, from the ground up."""

ROOMS = (
    "serving",
    "accounts",
    "matrix",
    "lessons",
    "bank",
    "exchange",
    "quizzes",
    "planner",
    "teach",
    "lti",
    "srm_site",
)
