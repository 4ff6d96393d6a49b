"""A bucket for the tests: moto's server speaks S3 on a port of this machine."""

from functools import cache
from itertools import count

from moto.server import ThreadedMotoServer

from serving.environment import Environment
from serving.uploads.configured import uploads_storage

_numbers = count(1)


@cache
def s3_server() -> str:
    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    return f"http://{host}:{port}"


def bucket_settings(*, endpoint: str = "") -> dict[str, str]:
    return {
        "SRM_MEDIA_S3_BUCKET": f"uploads-{next(_numbers)}",
        "SRM_MEDIA_S3_ENDPOINT": endpoint or s3_server(),
        "SRM_MEDIA_S3_REGION": "us-east-1",
        "SRM_MEDIA_S3_KEY": "of-the-tests",
        "SRM_MEDIA_S3_SECRET": "of-the-tests",
    }


def use_bucket(settings, *, endpoint: str = "") -> None:
    """From now on in this test, uploads go into a new bucket."""
    from django.core.files.storage import default_storage

    storage = uploads_storage(Environment(bucket_settings(endpoint=endpoint)))
    settings.STORAGES = settings.STORAGES | {"default": storage}
    if not endpoint:
        default_storage.client.create_bucket(Bucket=default_storage.bucket_name)
