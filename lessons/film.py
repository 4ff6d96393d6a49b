"""A lesson's video for its page."""

from dataclasses import dataclass

from lessons.models import Lesson, VideoState


@dataclass(frozen=True)
class Film:
    lesson: Lesson

    @property
    def state(self) -> VideoState:
        state = VideoState(self.lesson.video_state)
        if state is VideoState.READY and not self.lesson.video.storage.exists(str(self.lesson.video.name)):
            return VideoState.NONE
        return state

    @property
    def length(self) -> str:
        minutes, seconds = divmod(self.lesson.video_seconds or 0, 60)
        return " ".join([f"{minutes} min"] * bool(minutes) + [f"{seconds} s"] * bool(seconds or not minutes))

    @property
    def size(self) -> int:
        return self.lesson.video.size
