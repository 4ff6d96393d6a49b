from django.apps import AppConfig


class TeachConfig(AppConfig):
    name = "teach"
    verbose_name = "Teaching"

    def ready(self) -> None:
        import accounts.registry
        import lessons.registry
        import matrix.inbox
        from accounts.leaving.belongings import before_forgetting, belongings
        from accounts.mailing.registry import kinds, topics
        from teach.cohorts.membership import due_of
        from teach.gradebook.excusals import EXCUSALS
        from teach.gradebook.former import keep_grades, remove_old_rows
        from teach.inbox_kinds import KINDS
        from teach.items.check_slots import step_to_check, step_to_question
        from teach.mailing.digest import DIGEST, DIGEST_TOPICS
        from teach.mailing.digest_settings import DIGESTS
        from teach.mailing.digest_views import section_of_account

        lessons.registry.due_dates.append(due_of)
        lessons.registry.steps.extend([step_to_question, step_to_check])
        matrix.inbox.kinds.extend(KINDS)
        belongings.extend([EXCUSALS, DIGESTS])
        before_forgetting.append(keep_grades)
        kinds.append(DIGEST)
        topics.update(DIGEST_TOPICS)
        accounts.registry.account_sections.append(section_of_account)
        accounts.registry.cleanups.append(remove_old_rows)
