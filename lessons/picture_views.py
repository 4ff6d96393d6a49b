from django.core.files.storage import default_storage
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from lessons.models.picture import FOLDER

# By the file name's ending. We write these files ourselves, and the address allows only these endings.
TYPES = {"png": "image/png", "jpg": "image/jpeg", "webp": "image/webp"}


@require_safe
def picture(request, name: str):
    """A name always means the same file, so browsers may cache it forever."""
    try:
        with default_storage.open(f"{FOLDER}/{name}", "rb") as file:
            data = file.read()
    except FileNotFoundError:
        raise Http404("There is no such picture.") from None
    kind = TYPES[name.rpartition(".")[2]]
    headers = {"Cache-Control": "public, max-age=31536000, immutable", "X-Content-Type-Options": "nosniff"}
    return HttpResponse(data, content_type=kind, headers=headers)
