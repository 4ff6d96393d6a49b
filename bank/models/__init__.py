"""Questions with their versions, drafts, claims, contradictions and imported files."""

from bank.models.imports import Import, ImportedName
from bank.models.items import (
    MADE_TO_ORDER,
    ChangeKind,
    Claim,
    Closing,
    Contradiction,
    Form,
    Item,
    ItemDraft,
    ItemVersion,
    Misconception,
    Needs,
    Option,
    RowStack,
    TestedCell,
    how_made,
    random_token,
)
from bank.models.retirement import Retirement, Return
from matrix.models import Skill
