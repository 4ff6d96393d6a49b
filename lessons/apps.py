from django.apps import AppConfig


class LessonsConfig(AppConfig):
    name = "lessons"
    verbose_name = "Lessons"

    def ready(self) -> None:
        from accounts.belongings import belongings
        from lessons.belongings import PLACES, READINGS
        from lessons.inbox_kinds import HELD, TEXTS
        from lessons.incidents import incidents_that_change
        from lessons.mentions import plain_texts, readings_about, searchable_sections, sections_that_change
        from lessons.statements import statements_that_change
        from matrix import inbox, registry

        belongings.extend([READINGS, PLACES])
        registry.readings.append(readings_about)
        registry.plain_texts.append(plain_texts)
        registry.searchables.append(searchable_sections)
        inbox.kinds.extend([HELD, TEXTS])
        registry.consequences.extend([sections_that_change, statements_that_change, incidents_that_change])
