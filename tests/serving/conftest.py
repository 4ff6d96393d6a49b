import shutil

import pytest

from tests.helpers.embedded_server import (
    User,
)


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    """A data folder whose server has run once, to be copied by the tests that start warm."""
    folder = tmp_path_factory.mktemp("prepared")
    user = User(folder)
    user.use()
    user.finish()
    return folder


@pytest.fixture
def warm(prepared, tmp_path):
    shutil.copytree(prepared, tmp_path / "data")
    return tmp_path / "data"
