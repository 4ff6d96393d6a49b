from django.apps import AppConfig


class BankConfig(AppConfig):
    name = "bank"
    verbose_name = "Questions"

    def ready(self) -> None:
        from bank.conflicts import questions_that_change, update_contradictions
        from bank.derivation import follow_facts
        from bank.plain_texts import plain_texts
        from matrix import registry

        registry.consequences.append(questions_that_change)
        registry.plain_texts.append(plain_texts)
        registry.followers.extend([follow_facts, update_contradictions])
