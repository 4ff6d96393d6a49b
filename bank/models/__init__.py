"""Questions with their versions, drafts, claims, contradictions and imported files."""

from bank.models.imports import Import, ImportedName
from bank.models.items import (
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
    TestedCell,
    random_token,
)
from bank.models.retirement import Retirement, Return
from matrix.models import Skill

__all__ = [
    "ChangeKind",
    "Claim",
    "Closing",
    "Contradiction",
    "Form",
    "Import",
    "ImportedName",
    "Item",
    "ItemDraft",
    "ItemVersion",
    "Misconception",
    "Needs",
    "Option",
    "Retirement",
    "Return",
    "Skill",
    "TestedCell",
    "random_token",
]
