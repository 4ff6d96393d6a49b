"""Makes README's pictures: `python -m benchmarks.pictures`. The browser is the one named by SRM_CHROMIUM.

Prepares the demo in a folder of its own, opens pages of its learner, and writes them to docs/pictures/ as WebP.
"""

import base64
import sys
from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.harness import ROOT, WebServer, command, own_site, session_of
from benchmarks.verdict import cookies_of, launched

FOLDER = ROOT / "docs" / "pictures"
QUIZ, QUESTION, CHOSEN = "shared-responsibility-model-check", "rds-host-os-flaw", "log-in-and-install"
DESKTOP, PHONE = (1280, 900), (390, 844)
# Browsers write WebP, and Python's library does not.
AS_WEBP = """
async ([png, quality]) => {
  const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${png}`)).blob());
  const canvas = new OffscreenCanvas(image.width, image.height);
  canvas.getContext("2d").drawImage(image, 0, 0);
  const blob = await canvas.convertToBlob({ type: "image/webp", quality });
  return new Uint8Array(await blob.arrayBuffer()).toBase64();
}
"""


@dataclass(frozen=True)
class ReadmePicture:
    name: str
    url: str
    size: tuple[int, int]
    scale: float
    act: Callable[[Page], None] | None = None


def prepared() -> list[str]:
    """The session of the demo's learner, an open question of hers, and the text of an option that is wrong."""
    from accounts.models import User
    from quizzes.attempt_start import start
    from quizzes.models import Quiz
    from srm_site.demo.past import make_demo_past
    from srm_site.demo.people import LEARNER, make_demo_accounts

    make_demo_accounts()
    make_demo_past()
    user = User.objects.get(email=LEARNER)
    check = start(Quiz.objects.get(slug=QUIZ), user.learner)
    asked = check.items.get(version__item__slug=QUESTION)
    return [session_of(user), asked.get_absolute_url(), asked.version.options.get(key=CHOSEN).text]


def taken(browser: Browser, web: WebServer, session: str, picture: ReadmePicture) -> bytes:
    width, height = picture.size
    context = browser.new_context(
        viewport={"width": width, "height": height}, device_scale_factor=picture.scale, reduced_motion="reduce"
    )
    context.add_cookies(cookies_of(session, web))
    page = context.new_page()
    page.goto(f"{web.url}{picture.url}")
    if picture.act:
        picture.act(page)
    png = page.screenshot()
    context.close()
    return png


def as_webp(browser: Browser, png: bytes, quality: float) -> bytes:
    page = browser.new_page()
    encoded = page.evaluate(AS_WEBP, [base64.b64encode(png).decode(), quality])
    page.close()
    return base64.b64decode(encoded)


def main(quality: float = 0.7) -> int:
    FOLDER.mkdir(exist_ok=True)
    with own_site() as site, sync_playwright() as playwright, launched(playwright) as browser:
        session, question, wrong = site.call(prepared)

        def answer(page: Page) -> None:
            page.get_by_role("radio", name=wrong).check()
            page.keyboard.press("Enter")
            page.locator("[data-next]").wait_for()

        pictures = [
            ReadmePicture("matrix", "/matrix/rds/guest-os/", DESKTOP, scale=1),  # its patterns compress badly
            ReadmePicture("progress", "/progress/", DESKTOP, scale=1.5),
            ReadmePicture("verdict", question, PHONE, scale=2, act=answer),
        ]
        with site.served() as web:
            for picture in pictures:
                encoded = as_webp(browser, taken(browser, web, session, picture), quality)
                (FOLDER / f"{picture.name}.webp").write_bytes(encoded)
                print(f"{picture.name}.webp: {len(encoded) // 1000} KB", file=sys.stderr)
    return 0


if __name__ == "__main__":
    command(main, __doc__)
