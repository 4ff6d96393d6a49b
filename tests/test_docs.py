from pathlib import Path

import pytest
from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver

PAGES = (Path(settings.BASE_DIR) / "docs" / "pages.md").read_text()


def names(resolver: URLResolver, namespace: str = "") -> list[str]:
    found = []
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            if pattern.namespace != "admin":
                inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
                found += names(pattern, inner)
        elif isinstance(pattern, URLPattern) and pattern.name:
            found.append(f"{namespace}{pattern.name}")
    return found


@pytest.mark.parametrize("name", sorted(set(names(get_resolver()))))
def test_every_address_has_its_line_in_the_page_list(name):
    assert f"`{name}`" in PAGES


def test_the_page_list_names_no_address_that_is_gone():
    listed = {line.split("|")[2].strip().strip("`") for line in PAGES.splitlines() if line.startswith("| `/")}

    assert {name for name in listed if not name.startswith("admin:")} - set(names(get_resolver())) == set()
