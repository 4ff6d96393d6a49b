from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "exchange"
    verbose_name = "Files of questions"

    def ready(self) -> None:
        from bank import registry
        from exchange.audit.unclaimed import doubt

        registry.doubts.append(doubt)
