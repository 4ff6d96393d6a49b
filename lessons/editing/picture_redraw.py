"""An uploaded picture read pixel by pixel and written as a new file, so that nothing else of the upload is served.

Its name is the digest of the new file with its size: it never changes its content, is served for a year, and a page
knows the size without a query. SVG is refused, because it can run scripts.
"""

import warnings
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError

if TYPE_CHECKING:
    from PIL.Image import Image

LARGEST_FILE = 5 * 1024 * 1024
MOST_PIXELS = 12_500_000  # of a phone; decoding that many takes some 200 MB for a moment
WIDEST, TALLEST = 1600, 2400  # as a page can show it
ENDINGS = {"PNG": "png", "JPEG": "jpg", "WEBP": "webp"}
SAVING = {"PNG": {}, "JPEG": {"quality": 85, "progressive": True}, "WEBP": {"quality": 85}}


@dataclass(frozen=True)
class RedrawnPicture:
    data: bytes
    format: str
    width: int
    height: int

    @property
    def name(self) -> str:
        digest = sha256(self.data).hexdigest()[:32]
        return f"{digest}-{self.width}x{self.height}.{ENDINGS[self.format]}"


def redraw(data: bytes) -> RedrawnPicture:
    """The picture without EXIF, comments, color profile, and whatever stood behind it. Raises ValidationError.

    What it is goes by its content, never by its name.
    """
    if len(data) > LARGEST_FILE:
        raise ValidationError(f"The file is larger than {LARGEST_FILE // 1024**2} MB. Make it smaller first.")
    from PIL.Image import DecompressionBombWarning  # here and below: 12 MB of every process are many for few uploads

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", DecompressionBombWarning)
            return _redraw(data)
    except ValidationError:
        raise
    except Exception:  # a decoder meets whatever people send it, and fails in many ways
        raise ValidationError("This is no PNG, JPEG or WebP picture, or it is damaged.") from None


def _redraw(data: bytes) -> RedrawnPicture:
    from PIL import Image, ImageOps

    Image.open(BytesIO(data), formats=list(ENDINGS)).verify()
    image = Image.open(BytesIO(data), formats=list(ENDINGS))
    form = str(image.format)
    if image.width * image.height > MOST_PIXELS:
        raise ValidationError(f"The picture has more than {MOST_PIXELS // 1_000_000} million pixels. Make it smaller.")
    if getattr(image, "n_frames", 1) > 1:
        raise ValidationError("Pictures that move are not taken.")
    # Of a large photograph no more is decoded than a page can show: the memory of the site is small.
    image.draft(None, (TALLEST, TALLEST))
    ImageOps.exif_transpose(image, in_place=True)
    drawn = _plain(image, form)
    drawn.thumbnail((WIDEST, TALLEST))
    drawn.info = {}
    out = BytesIO()
    drawn.save(out, form, **SAVING[form])
    return RedrawnPicture(out.getvalue(), form, drawn.width, drawn.height)


def _plain(image: "Image", form: str) -> "Image":
    """Gray or color, with transparency where there is some and the format has it."""
    if image.mode in ("L", "RGB") and "transparency" not in image.info:
        return image
    clear = form != "JPEG" and (image.mode in ("LA", "PA", "RGBA", "La", "RGBa") or "transparency" in image.info)
    return image.convert("RGBA" if clear else "RGB")
