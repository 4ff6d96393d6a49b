"""Form fields for texts and lists."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from lessons.editing.recommendations import clean_recommendations


class MarkdownField(forms.CharField):
    """Text is not stripped, so that line numbers stay right; line ends are normalized."""

    def __init__(self, **kwargs: Any):
        super().__init__(strip=False, **kwargs)

    def to_python(self, value: Any) -> str:
        return str(value or "").replace("\r\n", "\n")


class LinesField(forms.Field):
    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> list[str]:
        return [line.strip() for line in str(value or "").splitlines() if line.strip()]

    def has_changed(self, initial: Any, data: Any) -> bool:
        return (initial or []) != self.to_python(data)


class RecommendationsField(forms.Field):
    PAID = " paid"

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, list):
            return value
        return "\n\n".join(
            f"{one['title']}\n{one['url']}{self.PAID if one['paid'] else ''}\n{one['text']}" for one in value
        )

    def to_python(self, value: Any) -> list[dict[str, Any]]:
        blocks = "\n".join(line.strip() for line in str(value or "").splitlines()).split("\n\n")
        read = [self._read(block.strip().split("\n", 2)) for block in blocks if block.strip()]
        try:
            return clean_recommendations(read)
        except ValidationError as error:
            raise ValidationError(error.messages) from None

    def _read(self, lines: list[str]) -> dict[str, Any]:
        if len(lines) < 3:
            raise ValidationError(f"“{lines[0]}” needs three lines: title, address and text.")
        title, address, text = lines
        url = address.removesuffix(self.PAID).strip()
        return {"title": title, "url": url, "text": " ".join(text.split()), "paid": address.endswith(self.PAID)}

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return (initial or []) != self.to_python(data)
        except ValidationError:
            return True
