"""Writes questions as a Moodle XML file."""

import re
from collections.abc import Iterable, Iterator

from bank.models import Form
from exchange.fractions import nearest, shares, shown
from exchange.losses import Leaving, Loss, WrittenFile, letter, of_grading, of_options, write_questions
from exchange.parsed_file import tags_of, tidy
from exchange.weighted_options import OWNER_WORDS

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n'
NO_XML = re.compile("[^\\t\\n\\x20-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")
MEANT = re.compile('[&<>"]')


def without_unwritable(text: str) -> str:
    return NO_XML.sub("", tidy(text))


def xml_text(text: str) -> str:
    """Use CDATA, because Moodle drops white space between two character references."""
    said = without_unwritable(text)
    if not MEANT.search(said):
        return said
    return f"<![CDATA[{said.replace(']]>', ']]]]><![CDATA[>')}]]>"


def write(questions: Iterable[Leaving]) -> WrittenFile:
    return write_questions(questions, _one, lambda parts: f"{HEAD}{''.join(parts)}</quiz>\n".encode())


def _one(question: Leaving) -> tuple[str, list[Loss]]:
    content = question.content
    is_sort = content["form"] == Form.SORT
    losses = [*of_grading(question), *of_options(question, "misconception", "claims"), *unwritable(question)]
    if is_sort and any(option["rationale"] for option in content["options"]):
        losses.append(
            Loss(question.slug, "rationale", "rows have no reasons there: they stand in the general feedback.")
        )
    keys = sum(option["is_key"] for option in content["options"])
    if keys and abs(100 / keys - nearest(100 / keys)) > 0.001:
        said = f"{100 / keys:.2f}% for each key is not among Moodle's shares: {shown(nearest(100 / keys))}% it is."
        losses.append(Loss(question.slug, "marks", said))
    lines = [
        f'<question type="{"matching" if is_sort else "multichoice"}">',
        f"  <name><text>{xml_text(question.slug)}</text></name>",
        _text("questiontext", content["stem"]),
        _text("generalfeedback", _reasons(question) if is_sort else ""),
        "  <defaultgrade>1</defaultgrade>",
        "  <penalty>0.3333333</penalty>",
        "  <hidden>0</hidden>",
        f"  <idnumber>{xml_text(question.slug)}</idnumber>",
        f"  <shuffleanswers>{str(Form(content['form']).is_shuffled).lower()}</shuffleanswers>",
        *(_rows(question) if is_sort else _options(question, keys)),
        "  <tags>",
        *(f"    <tag><text>{xml_text(tag)}</text></tag>" for tag in tags_of(content)),
        "  </tags>",
        "</question>",
    ]
    return "\n".join([*lines, ""]), losses


def _text(name: str, words: str, attributes: str = "", inside: str = "") -> str:
    end = f"\n    {inside}\n  " if inside else ""
    return f'  <{name}{attributes} format="plain_text"><text>{xml_text(words)}</text>{end}</{name}>'


def _options(question: Leaving, keys: int) -> Iterator[str]:
    yield f"  <single>{str(keys == 1).lower()}</single>"
    yield "  <answernumbering>ABCD</answernumbering>"
    right, wrong = shares(max(keys, 1))
    for option in question.content["options"]:
        reason = f'<feedback format="plain_text"><text>{xml_text(option["rationale"])}</text></feedback>'
        share = shown(right if option["is_key"] else wrong)
        yield _text("answer", option["text"], f' fraction="{share}"', reason)


def _rows(question: Leaving) -> Iterator[str]:
    for option in question.content["options"]:
        answer = f"<answer><text>{OWNER_WORDS[option['expected']]}</text></answer>"
        yield _text("subquestion", option["text"], inside=answer)


def _reasons(question: Leaving) -> str:
    said = [(tidy(option["text"]), tidy(option["rationale"])) for option in question.content["options"]]
    return "\n".join(f"{text}: {reason}" for text, reason in said if reason)


def unwritable(question: Leaving) -> Iterator[Loss]:
    content = question.content
    if NO_XML.search(tidy(content["stem"])):
        yield Loss(question.slug, "stem", "characters that XML cannot hold are left out.")
    for number, option in enumerate(content["options"]):
        for name in ("text", "rationale"):
            if NO_XML.search(tidy(option[name])):
                said = f"characters that XML cannot hold are left out ({letter(number)})."
                yield Loss(question.slug, name, said)
