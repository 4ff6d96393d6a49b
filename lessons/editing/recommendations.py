"""Validates recommendations from files and from the admin's form."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

LONGEST = {"title": 80, "text": 400, "url": 200}
is_web_address = URLValidator(schemes=["http", "https"])


def clean_recommendations(value: Any) -> list[dict[str, Any]]:
    if not isinstance(value, list):
        raise ValidationError({"recommendations": "expected a list."})
    return [_clean(recommendation, number) for number, recommendation in enumerate(value, 1)]


def _clean(value: Any, number: int) -> dict[str, Any]:
    match value:
        case {"title": str(title), "text": str(text), "url": str(url), **rest} if set(rest) <= {"paid"}:
            paid = rest.get("paid", False)
        case _:
            raise ValidationError(
                {"recommendations": f"number {number} needs a title, a text and a url, and may have “paid”."}
            )
    cleaned: dict[str, Any] = {"title": title, "text": text, "url": url, "paid": paid is True}
    for name, longest in LONGEST.items():
        if not 0 < len(cleaned[name]) <= longest:
            raise ValidationError(
                {"recommendations": f"the {name} of number {number} needs 1 to {longest} characters."}
            )
    try:
        is_web_address(url)
    except ValidationError:
        raise ValidationError({"recommendations": f"the url of number {number} is not a web address: {url}"}) from None
    return cleaned
