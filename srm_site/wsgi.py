import os

from django.core.wsgi import get_wsgi_application

from serving.admission import with_admission_gate

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "srm_site.settings")
# Serving uses the application's role; commands migrate as the owner.
os.environ.setdefault("SRM_DATABASE_USER", "srm_app")

ROOM = 20_000  # values: with what a frame has beside its own it is some ten times what the deepest page needs


def with_room_for_frames(application):
    """CPython keeps the frames of Python functions in chunks of 16 KB, and frees a chunk when its first frame ends. A
    loop at the end of one would map and unmap memory in each of its calls. A frame that says it needs much gets a
    large chunk, in which all frames of the request that follow have room. Pages of memory that none uses cost nothing.
    """

    def serve(environ, start_response):
        return application(environ, start_response)

    serve.__code__ = serve.__code__.replace(co_stacksize=ROOM)
    return serve


application = with_admission_gate(with_room_for_frames(get_wsgi_application()))
