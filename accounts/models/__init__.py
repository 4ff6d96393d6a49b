"""People and cohorts."""

from accounts.models.cohorts import (
    AssistantInvite,
    Cohort,
    CohortGroup,
    CohortInvite,
    CohortMembership,
    CohortMessage,
    CohortTeacher,
    Invitee,
    KeptFor,
    MessageReading,
)
from accounts.models.mails import ClassMail, Mail, MailState, RefusedAddress
from accounts.models.people import Guess, Learner, LearnerQuerySet, TimeAllowance, User, UserManager, is_time_zone
from accounts.models.sessions import LogIn, Session
