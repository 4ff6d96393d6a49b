from django.apps import AppConfig


class QuizzesConfig(AppConfig):
    name = "quizzes"
    verbose_name = "Questions and attempts"

    def ready(self) -> None:
        from lessons import registry
        from quizzes.scores import checks_of

        registry.checks.append(checks_of)
