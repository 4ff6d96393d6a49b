from django.apps import AppConfig


class LessonsConfig(AppConfig):
    name = "lessons"
    verbose_name = "Lessons"

    def ready(self) -> None:
        from accounts.leaving.belongings import belongings
        from lessons.belongings import PLACES, READINGS
        from lessons.glossary import searchable_terms
        from lessons.inbox_kinds import HELD, TEXTS
        from lessons.incidents import incidents_that_change, searchable_incidents
        from lessons.mentions import plain_texts, readings_about, searchable_sections, sections_that_change
        from lessons.statements import statements_that_change
        from matrix import inbox, registry

        belongings.extend([READINGS, PLACES])
        registry.readings.append(readings_about)
        registry.plain_texts.append(plain_texts)
        registry.searchables.extend([searchable_sections, searchable_terms, searchable_incidents])
        inbox.kinds.extend([HELD, TEXTS])
        registry.consequences.extend([sections_that_change, statements_that_change, incidents_that_change])
