from django.apps import AppConfig


class PlannerConfig(AppConfig):
    name = "planner"
    verbose_name = "Plans and progress"

    def ready(self) -> None:
        import accounts.registry
        import lessons.registry
        import quizzes.registry
        from accounts.leaving.belongings import belongings
        from accounts.mailing.registry import kinds, topics
        from planner.belongings import FORECASTS, PLANS, REMINDERS, STORED_PLANS
        from planner.progress.scores import checks_of
        from planner.reminders.kind import REMINDER, TOPICS
        from planner.reminders.views import section_of_account
        from planner.review import what_comes_next

        belongings.extend([PLANS, STORED_PLANS, FORECASTS, REMINDERS])
        kinds.append(REMINDER)
        topics.update(TOPICS)
        accounts.registry.account_sections.append(section_of_account)
        lessons.registry.checks.append(checks_of)
        quizzes.registry.after_review.append(what_comes_next)
