import pytest

from matrix import registry


@pytest.fixture(autouse=True)
def _no_question_follows(request, monkeypatch):
    """Here it is about the facts. To derive all questions anew takes seconds, and happens only where a test asks."""
    if request.node.get_closest_marker("questions_follow"):
        return
    monkeypatch.setattr(registry, "followers", [])
    of_lessons = [find for find in registry.consequences if find.__module__.startswith("lessons")]
    monkeypatch.setattr(registry, "consequences", of_lessons)
