import json

import pytest

from benchmarks.originality import FIXTURES, ComparedText, content, main, names_in, shared, texts_in, words_of

COPIED = "one two three four five six seven eight"


def found(ours: str, theirs: str, names=()) -> list[str]:
    return [
        each.words
        for each in shared([ComparedText("a", words_of(ours))], [ComparedText("b", words_of(theirs))], names)
    ]


def test_eight_words_in_a_row_are_found_and_seven_are_not():
    assert found(f"So {COPIED}.", f"{COPIED}, then") == [COPIED]
    assert found("one two three four five six seven", COPIED) == []


def test_a_longer_run_is_told_once_and_whole():
    longer = f"{COPIED} nine ten"

    assert found(f"x {longer} y", f"z {longer} w") == [longer]


def test_case_punctuation_and_quotes_do_not_hide_a_run():
    assert found("AWS doesn’t read the Data, it stores (all of) it", "aws doesn't read the data it stores all") == [
        "aws doesn't read the data it stores all"
    ]


def test_a_run_that_is_little_more_than_a_name_is_no_copy():
    name = words_of("service and communications protection or zone security")

    assert found(f"the {' '.join(name)}", f"the {' '.join(name)}", [name]) == []
    assert found(f"{COPIED} {' '.join(name)}", f"{COPIED} {' '.join(name)}", [name])


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "lesson.md").write_text(
        '+++\ntitle = "One"\n+++\n\nA. {aws: ec2/guest-os}\n\n[[stack ec2]]\n\n[Their title](https://example.com/)\n'
        "and [ours](/matrix/).\n"
    )
    (tmp_path / "items.json").write_text(
        json.dumps(
            [{"slug": "x", "stem": "Who? {aws: a/b}", "source": {"title": "Theirs"}, "cells": ["ec2/guest-os"]}]
        )
    )
    return tmp_path


def test_content_is_what_learners_read_and_nothing_else(folder):
    texts = {text.place: " ".join(text.words) for text in content(folder) if text.words}

    assert texts == {
        "lesson.md, paragraph 1": "a",
        "lesson.md, paragraph 2": "and ours",
        "items.json, x, stem": "who",
    }


def test_web_pages_are_read_without_their_markup_and_other_files_not_at_all(tmp_path):
    (tmp_path / "page.html").write_text("<script>var x</script><p>One <b>two</b> &amp; three</p>")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG one two")

    assert [(text.place, text.words) for text in texts_in(tmp_path)] == [("page.html", ("one", "two", "three"))]


def test_the_command_finds_a_sentence_of_ours_in_a_folder_and_fails(tmp_path, capsys):
    ours = next(text for text in content(FIXTURES) if text.place == "hard-cases.md, paragraph 2")
    (tmp_path / "copied.txt").write_text("Before. " + " ".join(ours.words) + " After.")

    assert main(tmp_path) == 1
    assert "hard-cases.md, paragraph 2 | copied.txt | " in capsys.readouterr().out


def test_the_command_is_content_with_texts_that_share_nothing(tmp_path):
    (tmp_path / "other.txt").write_text("The quick brown fox jumps over the lazy dog again and again.")

    assert main(tmp_path) == 0
    assert names_in(FIXTURES)
