"""Bulk changes of questions, gradebooks, digests, and proxies that track other acts of instructors for the history."""

from teach.models import tracked
from teach.models.bulk import BulkAct, BulkChange, BulkChangeItem
from teach.models.digest import WeeklyDigest
from teach.models.gradebook import CountedAttempt, Excusal, FormerLearner, GradebookSettings
