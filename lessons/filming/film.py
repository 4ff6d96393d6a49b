"""A lesson's film: one that was uploaded, or one that `make_films` makes from the facts."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePath

from django.db.models.fields.files import FieldFile

from lessons.filming.hosted import HostedVideo, hosted_at
from lessons.filming.script import Script, script_of
from lessons.models import Lesson, VideoState
from matrix.facts import Facts
from serving.trouble import UploadsAway

MADE = "films"  # the folder of films that were made


@dataclass(frozen=True)
class Film:
    lesson: Lesson
    facts: Facts

    @cached_property
    def script(self) -> Script | None:
        """Of a film that is made from the facts."""
        if self.lesson.video_state != VideoState.MADE:
            return None
        return script_of(self.lesson.text or self.lesson.body, self.facts)

    @cached_property
    def state(self) -> VideoState:
        """Made films are found by what they show, so a changed fact leaves no film that says otherwise."""
        state = VideoState(self.lesson.video_state)
        if state is VideoState.MADE and self.script:
            return VideoState.READY if _exists(self.video) else VideoState.GENERATING
        if state is VideoState.GENERATING or (state is VideoState.READY and (self.hosted or _exists(self.video))):
            return state
        return VideoState.NONE

    @cached_property
    def hosted(self) -> HostedVideo | None:
        """None if the lesson has a film of its own."""
        own = self.lesson.video or self.lesson.video_state != VideoState.READY
        return None if own else hosted_at(self.lesson.video_url)

    @cached_property
    def video(self) -> FieldFile:
        return self._made(".webm") if self.script else self.lesson.video

    @property
    def captions(self) -> FieldFile:
        return self._made(".vtt") if self.script else self.lesson.captions

    @cached_property
    def poster(self) -> FieldFile | None:
        """The picture beside the film, by the same name."""
        name = str(PurePath(str(self.video.name)).with_suffix(".webp"))
        found = FieldFile(self.lesson, self.lesson.video.field, name)
        return found if _exists(found) else None

    @property
    def transcript(self) -> str:
        return self.script.transcript if self.script else self.lesson.transcript

    @property
    def length(self) -> str:
        minutes, seconds = divmod(round(self.script.seconds) if self.script else self.lesson.video_seconds or 0, 60)
        return " ".join([f"{minutes} min"] * bool(minutes) + [f"{seconds} s"] * bool(seconds or not minutes))

    @property
    def size(self) -> int:
        return self.video.size

    def _made(self, ending: str) -> FieldFile:
        assert self.script
        return FieldFile(self.lesson, self.lesson.video.field, f"{MADE}/{self.script.digest}{ending}")


def _exists(file: FieldFile) -> bool:
    """A lesson whose film cannot be reached is read without it."""
    try:
        return file.storage.exists(str(file.name))
    except UploadsAway:
        return False
