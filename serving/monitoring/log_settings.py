"""Where log lines go and which are written, as Django's setting LOGGING says it."""

from typing import Any


def log_settings(log_format: str, level: str) -> dict[str, Any]:
    """`log_format` is "plain" or "json"; in JSON every request has a line."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "plain": {"()": "serving.monitoring.log_lines.PlainFormatter"},
            "json": {"()": "serving.monitoring.log_lines.JsonFormatter"},
        },
        "filters": {"discreet": {"()": "serving.monitoring.log_lines.PrivacyFilter"}},
        "handlers": {
            "console": {"class": "logging.StreamHandler", "formatter": log_format, "filters": ["discreet"]},
            "nowhere": {"class": "logging.NullHandler"},  # a logger without any handler would write to standard error
        },
        "root": {"handlers": ["console"], "level": level},
        # Scanners ask for strange hosts and pages all day: no traceback, no warning.
        "loggers": {
            "django.security.DisallowedHost": {"handlers": ["nowhere"], "propagate": False},
            "django.request": {"level": "ERROR"},
            "serving.requests": {"level": "INFO" if log_format == "json" else "WARNING"},
            # A pool without a server tells that each second; every request that it fails does so too.
            "psycopg.pool": {"level": "ERROR"},
            "whose_layer.security": {"level": "INFO"},
        },
    }
