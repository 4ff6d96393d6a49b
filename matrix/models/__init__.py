"""The facts: services, layers, and the owner of each cell; also edits and disputes."""

from matrix.models.cells import CellQuerySet, CurrentDuties, Duty, Responsibility, needed
from matrix.models.choices import ControlKind, ExamWeight, FactConfidence, Owner, Side, Skill
from matrix.models.content_rows import FactsRevision, FromFile, Named, slug_words
from matrix.models.controls import Control
from matrix.models.disputes import ANSWERS, Dispute, DisputeOutcome, DisputeQuerySet, is_public_page
from matrix.models.exam_shares import ExamShare
from matrix.models.fact_proposals import FactProposal, ProposalOutcome
from matrix.models.looks import Look
from matrix.models.rules import Rule
from matrix.models.scenarios import AboutAFact, Scenario
from matrix.models.service_drafts import ServiceDraft
from matrix.models.services import HYBRID, CommonTask, Layer, Service, ServiceType
