from django.conf import settings
from django.core.checks import CheckMessage, Warning


def settings_in_doubt(**_: object) -> list[CheckMessage]:
    return [Warning(doubt, id="serving.W001") for doubt in settings.SETTINGS_IN_DOUBT]
