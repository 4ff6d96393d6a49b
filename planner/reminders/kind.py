"""Reminders among the mails of the site."""

from accounts.mailing.registry import MailKind, Topic
from planner.reminders.letters import write_reminders
from planner.reminders.settings import KIND, queue_reminders, stop_kind

REMINDER = MailKind(KIND, queue=queue_reminders, write=write_reminders)
NAMES = {
    "review": "facts to review today",
    "due_dates": "what your class has due tomorrow",
    "answers": "an instructor’s answer to you",
}
TOPICS = {name: Topic(words, stop_kind(name)) for name, words in NAMES.items()}
