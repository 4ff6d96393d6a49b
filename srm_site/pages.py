from datetime import timedelta
from functools import cache
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.utils import Error
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from psycopg.errors import InsufficientPrivilege, UndefinedTable

from serving.postgres import EmbeddedServerError

SECURITY_TXT_HOLDS = timedelta(days=180)


@require_safe
def shortcuts(request):
    return render(request, "pages/shortcuts.html")


@require_safe
def accessibility(request):
    return render(request, "pages/accessibility.html")


@require_safe
def privacy(request):
    return render(request, "pages/privacy.html")


@require_safe
def about(request):
    return render(request, "pages/about.html")


@require_safe
def whole_exam(request):
    return render(request, "pages/whole_exam.html")


@require_safe
def robots(request):
    closed = [reverse("admin:index"), reverse("account")]
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed)]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
def security_txt(request):
    if not settings.CONTACT_ADDRESS:
        raise Http404
    expires = timezone.now().replace(microsecond=0) + SECURITY_TXT_HOLDS
    lines = [
        f"Contact: mailto:{settings.CONTACT_ADDRESS}",
        f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: en",
        f"Canonical: {request.build_absolute_uri(request.path)}",
    ]
    if settings.SOURCE_URL:
        lines.append(f"Policy: {settings.SOURCE_URL.rstrip('/')}/blob/main/SECURITY.md")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
@never_cache
def healthz(request):
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
@never_cache
def readyz(request):
    """Checks that the database answers and has every migration of this code. It may have newer ones too."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT app, name FROM django_migrations")
            missing = sorted(migrations_of_this_code() - set(cursor.fetchall()))
    except (Error, EmbeddedServerError) as error:
        return not_ready(OTHER_DATABASES.get(type(error.__cause__), "the database does not answer"))
    if missing:
        others = f" and {len(missing) - 1} others" if missing[1:] else ""
        return not_ready(f"the database is older than this code: it lacks {'.'.join(missing[0])}{others}")
    return HttpResponse("ok\n", content_type="text/plain")


OTHER_DATABASES: dict[type, str] = {
    UndefinedTable: "the database has no tables of this site",
    InsufficientPrivilege: "the database's tables are not open to this role",
}


def not_ready(why: str) -> HttpResponse:
    response = HttpResponse(f"{why}\n", content_type="text/plain", status=503, headers={"Retry-After": "5"})
    response.cause = f"not ready: {why}"  # type: ignore[attr-defined]  # for the log
    return response


@cache
def migrations_of_this_code() -> set[tuple[str, str]]:
    """Reads file names, since Django's loader would keep all migrations in memory."""
    folders = [(config.label, Path(config.path) / "migrations") for config in apps.get_app_configs()]
    return {(label, file.stem) for label, folder in folders for file in folder.glob("[0-9]*.py")}
