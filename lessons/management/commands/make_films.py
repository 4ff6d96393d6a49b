from contextlib import suppress
from io import BytesIO

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import BaseCommand

from lessons.filming.film import MADE, Film
from lessons.filming.pictures import draw
from lessons.filming.webm import film
from lessons.models import Lesson, VideoState
from matrix import facts


class Command(BaseCommand):
    help = "Make the films that lessons show from the facts, where the facts have changed, and delete older ones."

    def handle(self, **options):
        known = facts.current()
        films = [Film(lesson, known) for lesson in Lesson.objects.filter(video_state=VideoState.MADE)]
        for each in films:
            if each.state == VideoState.GENERATING:
                store(each)
                self.stdout.write(f"Made the film of {each.lesson.label}: {each.length}.")
        shown = {each.script.digest for each in films if each.script}
        with suppress(FileNotFoundError):  # no film was ever made
            for name in default_storage.listdir(MADE)[1]:
                if name.partition(".")[0] not in shown:
                    default_storage.delete(f"{MADE}/{name}")


def store(made: Film) -> None:
    assert made.script
    pictures = list(draw(made.script))
    poster = BytesIO()
    pictures[0].save(poster, "WEBP", quality=80)
    seconds = [shot.seconds for shot in made.script.shots]
    # The film comes last: where it is, the rest is too.
    for ending, content in (
        (".webp", poster.getvalue()),
        (".vtt", made.script.captions.encode()),
        (".webm", film(list(zip(pictures, seconds, strict=True)))),
    ):
        name = f"{MADE}/{made.script.digest}{ending}"
        default_storage.delete(name)  # of a run that was cut off; storage would choose another name beside it
        default_storage.save(name, ContentFile(content))
