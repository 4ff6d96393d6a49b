from django.apps import AppConfig
from django.core import checks


class MatrixConfig(AppConfig):
    name = "matrix"
    verbose_name = "Responsibility matrix"

    def ready(self) -> None:
        from matrix.checks import search_forgives_typing_errors

        checks.register(search_forgives_typing_errors, checks.Tags.database)
