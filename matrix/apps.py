from django.apps import AppConfig
from django.core import checks


class MatrixConfig(AppConfig):
    name = "matrix"
    verbose_name = "Responsibility matrix"

    def ready(self) -> None:
        from matrix import inbox
        from matrix.checks import search_forgives_typing_errors
        from matrix.inbox_kinds import DISPUTES, SOURCES

        inbox.kinds.extend([DISPUTES, SOURCES])
        checks.register(search_forgives_typing_errors, checks.Tags.database)
