from django.apps import AppConfig
from django.core import checks


class MatrixConfig(AppConfig):
    name = "matrix"
    verbose_name = "Responsibility matrix"

    def ready(self) -> None:
        from matrix import inbox, registry
        from matrix.checks import search_forgives_typing_errors
        from matrix.editing.outdated_texts import texts_of_facts
        from matrix.inbox_kinds import ADDRESSES, CHANGES, DISPUTES, PROPOSALS, SOURCES, TRAPS

        inbox.kinds.extend([PROPOSALS, DISPUTES, CHANGES, TRAPS, SOURCES, ADDRESSES])
        registry.plain_texts.append(texts_of_facts)
        checks.register(search_forgives_typing_errors, checks.Tags.database)
