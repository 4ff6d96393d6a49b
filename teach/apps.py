from django.apps import AppConfig


class TeachConfig(AppConfig):
    name = "teach"
    verbose_name = "Teaching"

    def ready(self) -> None:
        import lessons.registry
        import matrix.inbox
        from accounts.leaving.belongings import before_forgetting, belongings
        from accounts.registry import cleanups
        from teach.cohorts.membership import due_of
        from teach.gradebook.excusals import EXCUSALS
        from teach.gradebook.former import keep_grades, remove_old_rows
        from teach.inbox_kinds import KINDS
        from teach.items.check_slots import step_to_check

        lessons.registry.due_dates.append(due_of)
        lessons.registry.steps.append(step_to_check)
        matrix.inbox.kinds.extend(KINDS)
        belongings.append(EXCUSALS)
        before_forgetting.append(keep_grades)
        cleanups.append(remove_old_rows)
