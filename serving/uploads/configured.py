"""Where uploads are, from the environment: a folder of this machine, or a bucket that all web servers share."""

from importlib.util import find_spec
from typing import Any

from serving.environment import Environment


def uploads_storage(env: Environment) -> dict[str, Any]:
    """Return the STORAGES entry."""
    bucket, endpoint = env.text("SRM_MEDIA_S3_BUCKET"), env.text("SRM_MEDIA_S3_ENDPOINT")
    key, secret = env.text("SRM_MEDIA_S3_KEY"), env.text("SRM_MEDIA_S3_SECRET")
    region = env.text("SRM_MEDIA_S3_REGION")
    if not bucket:
        return {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    if find_spec("storages") is None:
        env.refused.append("SRM_MEDIA_S3_BUCKET needs django-storages: `uv sync --group s3`.")
    if bool(key) != bool(secret):
        env.refused.append("SRM_MEDIA_S3_KEY and SRM_MEDIA_S3_SECRET belong together: set both, or neither.")
    options = {
        "bucket_name": bucket,
        "endpoint_url": endpoint or None,
        "region_name": region or None,
        "access_key": key or None,
        "secret_key": secret or None,
        # Storages other than Amazon's rarely have a host name for each bucket.
        "addressing_style": "path" if endpoint else "auto",
        # As in a folder: a second film of the same name is stored beside the first.
        "file_overwrite": False,
    }
    return {"BACKEND": "serving.uploads.s3.S3Uploads", "OPTIONS": options}
