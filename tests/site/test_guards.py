"""What `benchmarks.guards` breaks is still there to be broken."""

from pathlib import Path

import pytest
from django.conf import settings

from benchmarks.guards import GUARDS

ROOT = Path(settings.BASE_DIR)


@pytest.mark.parametrize("guard", GUARDS, ids=lambda guard: guard.promise)
def test_a_guarded_line_and_its_test_are_where_it_says(guard):
    assert (ROOT / guard.file).read_text().count(guard.whole) == 1
    assert (ROOT / guard.test.partition("::")[0]).exists()
