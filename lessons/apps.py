from django.apps import AppConfig


class LessonsConfig(AppConfig):
    name = "lessons"
    verbose_name = "Lessons"

    def ready(self) -> None:
        from lessons.mentions import readings_about
        from matrix import registry

        registry.readings.append(readings_about)
