"""Linked classes and launches for tests that ask no platform."""

from django.contrib.postgres.functions import TransactionNow

from accounts.models import Cohort, User
from lti import classes
from lti.launches import LASTING
from lti.models import Deployment, Launch, LinkedClass, Platform
from lti.models.platforms import new_token
from lti.tokens import LaunchClaims
from serving.origins import fingerprint

COURSE = "course-7"


def known_school(url: str = "https://moodle.example", **changes) -> Platform:
    """As a superuser enters a Moodle."""
    addresses = {"login_url": "auth", "token_url": "token", "keys_url": "certs"}
    platform = Platform.objects.create(
        name="Springfield College",
        issuer=url,
        **{"client_id": "the-client"}
        | {name: f"{url}/mod/lti/{page}.php" for name, page in addresses.items()}
        | changes,
    )
    Deployment.objects.create(platform=platform, name="1")
    return platform


def claims_of(platform: Platform, subject: str, **changes) -> LaunchClaims:
    deployment, url = platform.deployments.get(), platform.issuer
    return LaunchClaims(
        **{
            "subject": subject,
            "deployment": deployment.pk,
            "deployment_name": deployment.name,
            "message": "LtiResourceLinkRequest",
            "target": "http://testserver/",
            "context": COURSE,
            "title": "Cloud basics",
            "line_items": f"{url}/lineitems?type_id=1",
            "may_add_line_items": True,
            "roster": f"{url}/members",
            **changes,
        }
    )


def link_course(cohort: Cohort, *, by: User, platform: Platform | None = None) -> LinkedClass:
    return classes.link(claims_of(platform or known_school(), "tess"), cohort, by=by)


def launch_for(platform: Platform, subject: str, *, browser: str = "", **changes) -> tuple[Launch, LaunchClaims]:
    """Verified, and in the browser with this cookie."""
    claims = claims_of(platform, subject, **changes)
    launch = Launch.objects.create(
        platform=platform,
        state=new_token(),
        nonce=new_token(),
        browser=fingerprint("launch", browser),
        expires_at=TransactionNow() + LASTING,
        claims=claims.stored,
    )
    return launch, claims
