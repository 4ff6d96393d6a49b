"""The page that audits a file of questions from elsewhere. Nothing is stored."""

from base64 import b64encode

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from accounts.permissions import editors_only
from exchange.audit.bank_audit import Audit, audit
from exchange.audit.findings import FindingKind
from exchange.audit.report import OUTCOMES, TITLES, rows
from matrix import facts
from matrix.files.spreadsheets import csv_lines
from quizzes.views import private
from teach.items.exchange_forms import AuditForm

SHOWN = 100  # findings of one kind; the download has all
LARGEST_LINK = 1_000_000  # bytes; browsers follow no longer data addresses than twice as much


@require_http_methods(["GET", "POST"])
@private
@editors_only
def audit_file(request):
    form = AuditForm(request.POST, request.FILES) if request.method == "POST" else AuditForm()
    if not form.is_valid():
        return render(request, "teach/items/audit.html", {"form": form}, status=422 if form.is_bound else 200)
    found = audit([form.cleaned_data["parsed"]], facts.current())
    findings = "".join(csv_lines(rows(found))).encode()
    if "download" in request.POST:
        headers = {"Content-Disposition": 'attachment; filename="findings.csv"'}
        return HttpResponse(findings, content_type="text/csv; charset=utf-8", headers=headers)
    return render(request, "teach/items/audit.html", {"form": AuditForm(), **findings_of(found, findings)})


def findings_of(found: Audit, findings: bytes) -> dict[str, object]:
    of_kind = {kind: [each for each in found.findings if each.kind is kind] for kind in FindingKind}
    return {
        "audit": found,
        "groups": [(TITLES[kind], each[:SHOWN], len(each)) for kind, each in of_kind.items() if each],
        "outcomes": [(found.outcomes[outcome], text) for outcome, text in OUTCOMES.items()],
        "link": f"data:text/csv;base64,{b64encode(findings).decode()}" if len(findings) <= LARGEST_LINK else "",
    }
