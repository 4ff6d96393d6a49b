"""Draws the shots of a script, in the site's light colors and its font."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from django.conf import settings
from PIL import Image, ImageDraw, ImageFont

from lessons.filming.script import Script, Shot
from matrix.models import Owner

SIZE = WIDTH, HEIGHT = 1280, 720
MARGIN, FIGURE, RIGHT = 56, 540, 1240
TOP, ROW, GAP = 76, 60, 16  # above it stand the captions
# The word on a block of the figure, and its colors by token.
OWNERS = {
    Owner.CUSTOMER: ("You", "cus-tint", "cus-line", "cus-ink"),
    Owner.SHARED: ("Shared", "sha-tint", "sha-line", "sha-ink"),
    Owner.NOT_APPLICABLE: ("Not applicable", "canvas", "line", "ink-3"),
    Owner.AWS: ("AWS", "aws-tint", "aws-line", "aws-ink"),
}


def _static(path: str) -> Path:
    return Path(settings.STATICFILES_DIRS[0]) / path


@cache
def colors() -> dict[str, str]:
    """The light colors by token, from the stylesheet that pages have them from."""
    tokens = _static("css/tokens.css").read_text()
    return dict(re.findall(r"--([\w-]+): light-dark\((#[0-9a-f]{6}),", tokens))


@cache
def _font(size: int, weight: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(_static("fonts/atkinson-hyperlegible-next.woff2"), size)
    font.set_variation_by_axes([weight])
    return font


def draw(script: Script) -> Iterator[Image.Image]:
    for shot in script.shots:
        picture = Image.new("RGB", SIZE, colors()["canvas"])
        brush = ImageDraw.Draw(picture)
        if shot.rows:
            _draw_side(brush, script, shot)
            _draw_figure(brush, shot)
        else:
            _draw_card(brush, shot.words)
        yield picture


def _draw_card(brush: ImageDraw.ImageDraw, words: str) -> None:
    brush.rectangle((MARGIN, 200, MARGIN + 120, 210), fill=colors()["ink"])
    _write(brush, words, (MARGIN, 250), 66, 700, WIDTH - 2 * MARGIN)


def _draw_side(brush: ImageDraw.ImageDraw, script: Script, shot: Shot) -> None:
    width = FIGURE - MARGIN - 40
    bottom = _write(brush, shot.service, (MARGIN, TOP - 16), 88, 750, width)
    bottom = _write(brush, shot.noun, (MARGIN, bottom), 38, 400, width, "ink-2")
    bottom += 60
    for line in shot.lines:
        bottom = _write(brush, line, (MARGIN, bottom), 46, 650, width) + 6
    _draw_way(brush, script, shot.service)


def _draw_way(brush: ImageDraw.ImageDraw, script: Script, here: str) -> None:
    x, y = float(MARGIN), HEIGHT - 84
    for service in script.services:
        font = _font(34, 750 if service == here else 400)
        brush.text((x, y), service, colors()["ink" if service == here else "ink-3"], font)
        length = font.getlength(service)
        if service == here:
            brush.rectangle((x, y + 46, x + length, y + 51), fill=colors()["ink"])
        x += length + 34


def _draw_figure(brush: ImageDraw.ImageDraw, shot: Shot) -> None:
    blocks = [(owner, [name for name, _ in rows]) for owner, rows in groupby(shot.rows, itemgetter(1))]
    row = min(ROW, (HEIGHT - TOP - 3 * GAP) // len(shot.rows))
    y = TOP
    for owner, names in blocks:
        if owner is Owner.AWS:
            brush.rectangle((FIGURE - 20, y - GAP + 4, WIDTH, y - 5), fill=colors()["ink"])
        word, tint, line, ink = OWNERS[owner]
        for number, name in enumerate(names):
            bottom, middle, moved = y + row - 4, y + row // 2 - 2, name == shot.moved
            outline = colors()["ink" if moved else tint]
            brush.rectangle((FIGURE, y, RIGHT, bottom), colors()[tint], outline, width=5)
            brush.rectangle((FIGURE - 12, y, FIGURE, bottom), colors()[line])
            brush.text(
                (FIGURE + 22, middle), name, colors()["ink"], _font(row * 35 // ROW, 750 if moved else 450), "lm"
            )
            if not number:  # whose the block is
                brush.text((RIGHT - 22, middle), word, colors()[ink], _font(row * 39 // ROW, 750), "rm")
            y += row
        y += GAP


def _write(
    brush: ImageDraw.ImageDraw,
    words: str,
    at: tuple[int, int],
    size: int,
    weight: int,
    width: int,
    color: str = "ink",
) -> int:
    """Write within this width and return where the next line begins."""
    font, lines = _font(size, weight), [""]
    for word in words.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and font.getlength(longer) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    x, y = at
    for line in lines:
        brush.text((x, y), line, colors()[color], font)
        y += round(size * 1.25)
    return y
