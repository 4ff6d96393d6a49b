from django.apps import AppConfig


class QuizzesConfig(AppConfig):
    name = "quizzes"
    verbose_name = "Questions and attempts"

    def ready(self) -> None:
        import lessons.registry
        import matrix.inbox
        import matrix.registry
        from accounts.belongings import belongings
        from quizzes.belongings import ATTEMPTS, FORECASTS, MEMORIES, PLANS, REPORTS
        from quizzes.cohorts.membership import due_of
        from quizzes.contradicting import questions_that_change, settle
        from quizzes.deriving import follow_facts
        from quizzes.inbox_kinds import KINDS
        from quizzes.knowledge import facts_and_knowledge
        from quizzes.plain_texts import plain_texts
        from quizzes.putting_in_check import step_to_check
        from quizzes.scores import checks_of

        # First: whoever merges two learners locks their attempts before anything else.
        belongings[:0] = [ATTEMPTS, MEMORIES, PLANS, FORECASTS, REPORTS]
        lessons.registry.checks.append(checks_of)
        lessons.registry.due_dates.append(due_of)
        lessons.registry.steps.append(step_to_check)
        matrix.registry.facts_and_records.append(facts_and_knowledge)
        matrix.registry.consequences.append(questions_that_change)
        matrix.registry.plain_texts.append(plain_texts)
        matrix.registry.followers.extend([follow_facts, settle])
        matrix.inbox.kinds.extend(KINDS)
