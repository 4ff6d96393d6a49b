"""Schools' platforms, who their people are here, the classes of their courses, and the scores that go back to them."""

from lti.models.classes import LinkedClass, RosterEntry
from lti.models.launches import Identity, Launch
from lti.models.platforms import Deployment, Platform, RegistrationLink, ToolKey
from lti.models.scores import LineItem, Score, ScoreQuerySet
