"""Settings and two views of a Django site that does almost nothing. Our pages are compared with it.

One view reads a row, the other stores one. The same database, driver, pool and server; no middleware, no template.
`benchmarks.speed` serves it.
"""

from functools import cache
from uuid import uuid4

from django.http import HttpResponse
from django.urls import path

from srm_site.settings import DATABASES as DATABASES
from srm_site.settings import SECRET_KEY as SECRET_KEY

ALLOWED_HOSTS = ["127.0.0.1"]
ROOT_URLCONF = "benchmarks.bare"
INSTALLED_APPS = ["django.contrib.contenttypes"]
MIDDLEWARE: list[str] = []
USE_TZ = True


def read(request):
    from django.contrib.contenttypes.models import ContentType

    return _told(str(ContentType.objects.get(app_label="contenttypes", model="contenttype").pk))


@cache
def session_model():
    from django.contrib.sessions.base_session import AbstractBaseSession

    class BareSession(AbstractBaseSession):
        class Meta:
            app_label = "bare"
            managed = False
            db_table = "accounts_session"

    return BareSession


def write(request):
    from django.utils import timezone

    session = session_model()(session_key=uuid4().hex, session_data="", expire_date=timezone.now())
    session.save(force_insert=True)
    return _told(session.session_key)


def _told(words: str) -> HttpResponse:
    return HttpResponse(words, headers={"Content-Length": len(words)})


urlpatterns = [path("read/", read), path("write/", write)]
