"""Writes the files that `lessons.files.loading` and `lessons.files.passages` read."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from lessons.files.loading import FENCE, Courses, Lessons
from lessons.files.passages import Incidents, Novelties, Terms
from lessons.models import Incident, Lesson, VideoState
from matrix.facts import Facts
from matrix.files.writing import Files, as_json, by_slug, in_order, in_this_order, listing, recorded

FRONT = ("course", "slug", "label", "position", "title", "short_title", "summary", "domain", "exam_task", "minutes",
         "updated_on", "video", "takeaways", "recommendations")  # fmt: skip
UNSAID = {"domain": "", "exam_task": "", "video": "none", "takeaways": [], "recommendations": []}


def lesson_files(facts: Facts) -> Files:
    courses, incidents, terms, novelties = Courses(), Incidents(facts), Terms(facts), Novelties(facts)
    return {
        "courses.json": listing(courses, in_order(courses)),
        "incidents.json": as_json([_incident(incidents, incident) for incident in in_order(incidents)]),
        "glossary.json": listing(terms, by_slug(terms)),
        "lately.json": listing(novelties, by_slug(novelties)),
    } | {f"lessons/{lesson.slug}.md": lesson_file(lesson) for lesson in Lessons().rows()}


def _incident(sheet: Incidents, incident: Incident) -> dict[str, Any]:
    names = ("slug", "kind", "title", "story", "duty", "tempting", "why", "also", "section")
    said = recorded(sheet, incident, *names)
    return {**said, "tempting": [in_this_order(each, "layer", "why") for each in said["tempting"]]}


def lesson_file(lesson: Lesson) -> str:
    said = recorded(Lessons(), lesson) | {"position": lesson.position}
    if lesson.video_state == VideoState.READY:
        said["video"] = "none"  # a video is not exported with the text files
    body = said.pop("body").replace("\r\n", "\n").lstrip("\n")
    kept = {name: said[name] for name in (*FRONT, *said) if said[name] != UNSAID.get(name, ())}
    # Only a site without the lesson uses these.
    if not lesson.published:
        kept["published"] = False
    elif lesson.publish_at:
        kept["publish_at"] = lesson.publish_at
    tables = kept.pop("recommendations", [])
    lines = [f"{name} = {_toml(value)}" for name, value in kept.items()]
    for table in tables:
        said = in_this_order(table, "title", "text", "url", "paid")
        lines += ["", "[[recommendations]]", *(f"{name} = {_toml(value)}" for name, value in said.items())]
    return "\n".join([FENCE, *lines, FENCE, "", body])


def _toml(value: Any) -> str:
    match value:
        case bool():
            return str(value).lower()
        case str():
            return f'"{"".join(_escaped(value))}"'
        case datetime() | date():
            return value.isoformat()
        case list():
            return "\n".join(["[", *(f"  {_toml(each)}," for each in value), "]"])
    return str(value)


def _escaped(text: str) -> Iterator[str]:
    for char in text:
        if char in '"\\':
            yield f"\\{char}"
        elif char < " " or char == "\x7f":
            yield f"\\u{ord(char):04x}"
        else:
            yield char
