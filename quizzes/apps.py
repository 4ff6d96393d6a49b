from django.apps import AppConfig


class QuizzesConfig(AppConfig):
    name = "quizzes"
    verbose_name = "Quizzes and attempts"

    def ready(self) -> None:
        import bank.registry
        import lessons.registry
        import matrix.registry
        from accounts.leaving.belongings import before_forgetting, belongings
        from quizzes.attempt_state import backlog, open_attempts
        from quizzes.belongings import (
            ATTEMPTS,
            EXCEPTIONS,
            MEMORIES,
            NOTES,
            REPORTS,
            RULE_MEMORIES,
            leave_sums_of_classes,
        )
        from quizzes.lesson_question_views import cards_of
        from quizzes.lesson_questions import offered
        from quizzes.memory.knowledge import facts_and_knowledge
        from serving.monitoring import metrics

        # First, because a merge locks the attempts of both learners before anything else.
        belongings[:0] = [ATTEMPTS, MEMORIES, RULE_MEMORIES, REPORTS, NOTES, EXCEPTIONS]
        before_forgetting.append(leave_sums_of_classes)
        bank.registry.open_attempts.append(open_attempts)
        matrix.registry.facts_and_records.append(facts_and_knowledge)
        lessons.registry.questions.append(cards_of)
        lessons.registry.offered_questions.append(offered)
        metrics.backlogs.append(backlog)
