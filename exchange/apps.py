from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "exchange"
    verbose_name = "Files of questions"

    def ready(self) -> None:
        from bank import registry
        from exchange.audit.key_doubts import doubt

        registry.doubts.append(doubt)
