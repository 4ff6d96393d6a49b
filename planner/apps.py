from django.apps import AppConfig


class PlannerConfig(AppConfig):
    name = "planner"
    verbose_name = "Plans and progress"

    def ready(self) -> None:
        import lessons.registry
        import quizzes.registry
        from accounts.leaving.belongings import belongings
        from planner.belongings import FORECASTS, PLANS
        from planner.progress.scores import checks_of
        from planner.review import what_comes_next

        belongings.extend([PLANS, FORECASTS])
        lessons.registry.checks.append(checks_of)
        quizzes.registry.after_review.append(what_comes_next)
