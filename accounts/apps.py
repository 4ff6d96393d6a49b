from django.apps import AppConfig

from accounts.login.late_modules import load_on_use


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = "People"

    def ready(self) -> None:
        # With fido2 and cryptography it takes 12 MB, and many workers never see a passkey.
        load_on_use("allauth.mfa.webauthn.internal.auth")

        from allauth.mfa.signals import authenticator_added

        from accounts.cohorts.belongings import MEMBERSHIPS
        from accounts.cohorts.class_mail import CLASS_MAIL, FAMILY, find_class_topic
        from accounts.leaving.belongings import belongings
        from accounts.login.second_factors import was_added
        from accounts.mailing.belongings import MAILS, REFUSED_ADDRESSES
        from accounts.mailing.claims import backlog
        from accounts.mailing.registry import kinds, topic_families
        from serving.monitoring import metrics

        belongings.extend([MEMBERSHIPS, MAILS, REFUSED_ADDRESSES])
        metrics.backlogs.append(backlog)
        kinds.append(CLASS_MAIL)
        topic_families[FAMILY] = find_class_topic

        authenticator_added.connect(was_added, dispatch_uid="accounts.login.second_factors")
