from django.apps import AppConfig


class QuizzesConfig(AppConfig):
    name = "quizzes"
    verbose_name = "Questions and attempts"

    def ready(self) -> None:
        import lessons.registry
        import matrix.registry
        from quizzes.contradicting import questions_that_change, settle
        from quizzes.deriving import follow_facts
        from quizzes.scores import checks_of

        lessons.registry.checks.append(checks_of)
        matrix.registry.consequences.append(questions_that_change)
        matrix.registry.followers.extend([follow_facts, settle])
