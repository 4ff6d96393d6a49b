"""Decodes an uploaded picture and writes it as a new file, so that nothing else of the upload is served.

Its name is the digest of the new file with its size. So a name always means the same content and can be cached for a
year, and a page knows the size without a query. SVG is refused, because it can run scripts.
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
MOST_PIXELS = 12_500_000  # a phone's photograph; decoding it takes some 200 MB for a moment
WIDEST, TALLEST = 1600, 2400  # the largest size that a page shows
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
    """Return the picture without EXIF, comments, color profile and trailing data.

    Raises ValidationError. The format is detected from the content, not the name.
    """
    if len(data) > LARGEST_FILE:
        raise ValidationError(f"The file is larger than {LARGEST_FILE // 1024**2} MB. Make it smaller first.")
    # Imported in functions, because its 12 MB would be in every process for few uploads.
    from PIL.Image import DecompressionBombWarning

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", DecompressionBombWarning)
            return _redraw(data)
    except ValidationError:
        raise
    except Exception:  # decoders fail in many ways on hostile files
        raise ValidationError("This isn’t a PNG, JPEG or WebP picture, or it’s damaged.") from None


def _redraw(data: bytes) -> RedrawnPicture:
    from PIL import Image, ImageOps

    Image.open(BytesIO(data), formats=list(ENDINGS)).verify()
    image = Image.open(BytesIO(data), formats=list(ENDINGS))
    form = str(image.format)
    if image.width * image.height > MOST_PIXELS:
        raise ValidationError(f"The picture has more than {MOST_PIXELS // 1_000_000} million pixels. Make it smaller.")
    if getattr(image, "n_frames", 1) > 1:
        raise ValidationError("Animated pictures aren’t accepted.")
    # Decode a large photograph only to the size that a page shows, to save memory.
    image.draft(None, (TALLEST, TALLEST))
    ImageOps.exif_transpose(image, in_place=True)
    drawn = _plain(image, form)
    drawn.thumbnail((WIDEST, TALLEST))
    drawn.info = {}
    out = BytesIO()
    drawn.save(out, form, **SAVING[form])
    return RedrawnPicture(out.getvalue(), form, drawn.width, drawn.height)


def _plain(image: "Image", form: str) -> "Image":
    if image.mode in ("L", "RGB") and "transparency" not in image.info:
        return image
    clear = form != "JPEG" and (image.mode in ("LA", "PA", "RGBA", "La", "RGBa") or "transparency" in image.info)
    return image.convert("RGBA" if clear else "RGB")
