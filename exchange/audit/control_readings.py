"""What options say that are controls or kinds of control, and what every reading of a question holds."""

import re
from dataclasses import dataclass

from exchange.audit.clauses import OwnerClaim
from exchange.audit.owner_names import marked
from exchange.audit.questions import FoundOption, FoundQuestion
from exchange.audit.stem_patterns import NEGATION, kind_asked, last_sentence, owners_said, sentences
from exchange.audit.stem_words import StemWords
from matrix.models import ControlKind, Owner

OWNER_OF_KIND = {
    ControlKind.SHARED: Owner.SHARED,
    ControlKind.INHERITED: Owner.AWS,
    ControlKind.CUSTOMER_SPECIFIC: Owner.CUSTOMER,
}

OF_THESE = re.compile(
    r"\b(?:this|that|such) (?:an? )?(?:\w+ )?(?:definition|description|kind|type|control|class|category)\b"
)


@dataclass(frozen=True)
class OptionReading:
    """An option is right if all its claims hold, and where the question asks for the odd one, if one does not."""

    option: FoundOption
    claims: tuple[OwnerClaim, ...]
    in_stem: bool = False  # the stem words the task, and the option only says whose it is
    odd: bool = False
    by_extent: bool = False  # "Which service leaves the most work to the customer?"
    outside: bool = False  # neither AWS nor its customer, where the question asks which of them
    depends: bool = False  # "What should the company do?" is also about the story, and not only about whose task it is


class ControlReader(StemWords):
    def _controls(self, question: FoundQuestion) -> list[OptionReading]:
        """Read "Which is a shared control?" with controls as options."""
        asked = self._said(last_sentence(question.stem))
        if (
            not kind_asked(asked)
            and (is_short(asked) or OF_THESE.search(asked))
            and asked.startswith(("which", "name", "select", "choose", "pick"))
        ):
            asked = self._said(question.stem)
        kind = kind_asked(asked)
        if kind and owners_said(asked) and "control" not in asked and "inherit" not in asked:
            return []
        if not kind:
            return []
        odd = bool(NEGATION.search(asked))
        readings = []
        for option in question.options:
            if self.vocabulary.control_named(option.text):
                claim = OwnerClaim(Owner.SHARED, option.text, kind=kind)
            else:
                claim = OwnerClaim(
                    OWNER_OF_KIND[kind], self.vocabulary.services_in(option.text)[1], self._services_of(option.text)
                )
            readings.append(OptionReading(option, (claim,), odd=odd))
        return readings

    def _kinds_of_control(self, question: FoundQuestion) -> list[OptionReading]:
        """Read "Which kind of control is patch management?" with kinds as options."""
        kinds = [(option, kind_asked(marked(re.split(r"[:,]", option.text)[0]))) for option in question.options]
        if sum(kind is not None for _, kind in kinds) < 2:
            return []
        quoted = re.findall(r"[“\"']([^”\"']{4,80})[”\"']", question.stem)
        texts = [*quoted, *sentences(question.stem)]
        named = next((text for text in texts if self.vocabulary.control_named(text)), None)
        named = named or self.vocabulary.control_within(question.stem)
        if named:
            claims = {kind: OwnerClaim(Owner.SHARED, named, kind=kind) for kind in ControlKind}
        else:
            task, services = self._story(question), self._context(question)
            claims = {kind: OwnerClaim(OWNER_OF_KIND[kind], task, services) for kind in ControlKind}
        return [
            OptionReading(
                option, (claims[kind],) if kind else (), in_stem=True, depends=not named, outside=kind is None
            )
            for option, kind in kinds
        ]


def is_short(said: str) -> bool:
    return len(said.split()) <= 6
