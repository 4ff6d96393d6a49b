"""Uploads in a bucket of S3, or of what speaks its protocol, by django-storages.

This module adds what a web server needs: a part of a film is read without the rest, threads share one client, and
pages wait only once for a storage that is away. The names of uploads never change their content, so what is known of a
file is kept for a minute; another web server may have deleted it in the meantime.
"""

import io
import logging
from datetime import datetime
from functools import cached_property
from time import monotonic
from typing import Any, NamedTuple

from boto3.exceptions import Boto3Error
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.core.files.base import File
from storages.backends.s3 import S3Storage
from storages.utils import clean_name

from serving.trouble import UploadsAway

# Seconds
CONNECT = 2
READ, WRITE = 3, 30  # for the next piece of a reply
AVOIDED_FOR = 10  # after a failure
KNOWN_FOR = 60
MOST_KNOWN = 1_000  # files

logger = logging.getLogger(__name__)


class StoredFileFacts(NamedTuple):
    size: int
    modified: datetime
    asked: float  # by monotonic


class S3Uploads(S3Storage):
    def __init__(self, **settings: Any):
        super().__init__(**settings)
        # Checksums of newer clients are refused by some storages other than Amazon's.
        config = Config(
            connect_timeout=CONNECT,
            read_timeout=WRITE,
            retries={"mode": "standard", "total_max_attempts": 2},
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
        )
        self.client_config: Config = self.client_config.merge(config)
        self.avoided_until = 0.0
        self.known: dict[str, StoredFileFacts] = {}

    @cached_property
    def client(self) -> Any:
        """Threads may share a client, unlike django-storages' own objects."""
        return self._create_session().client(
            "s3",
            region_name=self.region_name,
            endpoint_url=self.endpoint_url,
            config=self.client_config.merge(Config(read_timeout=READ)),
        )

    def exists(self, name: str) -> bool:
        try:
            return bool(self.facts(name))
        except FileNotFoundError:
            return False

    def size(self, name: str) -> int:
        return self.facts(name).size

    def get_modified_time(self, name: str) -> datetime:
        return self.facts(name).modified

    def delete(self, name: str) -> None:
        self.known.pop(name, None)
        self._ask("delete_object", name)

    def facts(self, name: str) -> StoredFileFacts:
        """Raises FileNotFoundError."""
        known = self.known.get(name)
        if known and monotonic() - known.asked < KNOWN_FOR:
            return known
        return self._ask_facts(name)

    def part(self, name: str, first: int) -> Any:
        """Return a stream from this byte on."""
        return self._ask("get_object", name, Range=f"bytes={first}-")["Body"]

    def _open(self, name: str, mode: str = "rb") -> File:
        return File(io.BufferedReader(StoredFile(self, name, self._ask_facts(name).size)), name)

    def _save(self, name: str, content: File) -> str:
        self._refuse_while_avoided()
        try:
            return super()._save(name, content)
        except (BotoCoreError, ClientError, Boto3Error) as error:
            raise self._avoid(error) from error

    def _ask_facts(self, name: str) -> StoredFileFacts:
        answer = self._ask("head_object", name)
        if len(self.known) >= MOST_KNOWN:
            self.known.clear()
        self.known[name] = StoredFileFacts(answer["ContentLength"], answer["LastModified"], monotonic())
        return self.known[name]

    def _ask(self, operation: str, name: str, **arguments: Any) -> Any:
        self._refuse_while_avoided()
        key = self._normalize_name(clean_name(name))
        try:
            return getattr(self.client, operation)(Bucket=self.bucket_name, Key=key, **arguments)
        except ClientError as error:
            if error.response["ResponseMetadata"]["HTTPStatusCode"] == 404:
                self.known.pop(name, None)
                raise FileNotFoundError(name) from None
            raise self._avoid(error) from error
        except BotoCoreError as error:
            raise self._avoid(error) from error

    def _refuse_while_avoided(self) -> None:
        if monotonic() < self.avoided_until:
            raise UploadsAway("The storage of uploads was away a moment ago.")

    def _avoid(self, error: Exception) -> UploadsAway:
        self.avoided_until = monotonic() + AVOIDED_FOR
        logger.error("The storage of uploads cannot be used: %s", error)
        return UploadsAway("The storage of uploads is away.")


class StoredFile(io.RawIOBase):
    """Asks only for what is read."""

    def __init__(self, storage: S3Uploads, name: str, size: int):
        self.storage, self.name, self.size = storage, name, size
        self.position = 0
        self.body: Any = None

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self.position

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self.position, io.SEEK_END: self.size}[whence]
        if start + offset != self.position:
            self._leave()
            self.position = start + offset
        return self.position

    def readinto(self, buffer: Any) -> int:
        if self.position >= self.size:
            return 0
        self.body = self.body or self.storage.part(self.name, self.position)
        piece = self.body.read(len(buffer))
        buffer[: len(piece)] = piece
        self.position += len(piece)
        return len(piece)

    def close(self) -> None:
        self._leave()
        super().close()

    def _leave(self) -> None:
        if self.body:
            self.body.close()
            self.body = None
