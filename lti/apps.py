from django.apps import AppConfig


class LtiConfig(AppConfig):
    name = "lti"
    verbose_name = "Schools"

    def ready(self) -> None:
        from accounts.leaving.belongings import belongings
        from accounts.registry import account_sections, cleanups, ways_to_prove
        from lti import keys, launches, registration
        from lti.account_section import section_of_account
        from lti.belongings import BELONGINGS
        from lti.identities import way_to_prove
        from lti.scores import backlog
        from serving.monitoring import metrics

        belongings.extend(BELONGINGS)
        ways_to_prove.append(way_to_prove)
        account_sections.append(section_of_account)
        cleanups.extend([launches.clean_up, keys.clean_up, registration.clean_up])
        metrics.backlogs.append(backlog)
