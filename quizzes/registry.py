"""What rooms above add to an attempt's pages. They fill this list in AppConfig.ready()."""

from collections.abc import Callable
from typing import Any

from accounts.models import Learner
from quizzes.models import Attempt

# Each returns context for the page of a finished review: what it covered, and what comes next.
after_review: list[Callable[[Learner, Attempt], dict[str, Any]]] = []
