"""Changes of the facts as an Atom feed."""

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.http import require_safe

from matrix import changelog, facts
from matrix.change_views import ChangesForm
from matrix.changes import Change
from matrix.conditional_response import while_unchanged

NEWEST = 30


class ChangesFeed(Feed):
    feed_type = Atom1Feed
    title = f"{settings.SITE_NAME}: changed facts"
    subtitle = "What changed in the matrix of who secures what, when and why."
    author_name = settings.SITE_NAME

    def get_object(self, request):
        known = facts.current()
        return changelog.current(known).about(**ChangesForm(request.GET, facts=known).asked())

    def link(self) -> str:
        return reverse("matrix:changes")

    def items(self, found: list[Change]) -> list[Change]:
        return found[:NEWEST]

    def item_title(self, change: Change) -> str:
        return change.title

    def item_description(self, change: Change) -> str:
        return render_to_string("matrix/change_entry.html", {"change": change})

    def item_link(self, change: Change) -> str:
        return change.url

    def item_pubdate(self, change: Change):
        return change.at

    item_updateddate = item_pubdate


answer = ChangesFeed()


@require_safe
def changes_feed(request):
    return while_unchanged(request, facts.current(), lambda: answer(request))
