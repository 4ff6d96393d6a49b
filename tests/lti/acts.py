"""What people do on their way from a platform, for tests."""

from accounts.models import Learner, User
from lti.models import Identity
from tests.helpers.platform_simulator import PlatformPerson, SimulatedPlatform


def arrive(client, school: SimulatedPlatform, person: PlatformPerson, **changes):
    """Opens the link, creates an account if there is none yet; returns the page or redirect at which it stops."""
    page = client.get(school.launch(client, person, **changes)["Location"])
    if page.status_code == 200 and b'name="new"' in page.content:
        address = page.wsgi_request.path
        assert client.post(address, {"new": ""})["Location"] == address
        page = client.get(address)
    return page


def join_by(client, page):
    """Presses the button of the page to which the launch led, and goes on."""
    client.post(page["Location"])
    return client.get(page["Location"].replace("joining/", ""))


def person_here(subject: str) -> User:
    return Identity.objects.get(subject=subject).learner.user


def learner_here(subject: str) -> Learner:
    return Identity.objects.get(subject=subject).learner
