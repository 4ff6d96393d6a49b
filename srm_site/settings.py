"""Settings for development, demo, tests and production: one file, read from the environment.

Production is `SRM_PRODUCTION=true`; docs/running.md lists every variable.
"""

import os
from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured
from django.utils.csp import CSP

from srm_site import connecting, postgres

env = environ.Env()

BASE_DIR = Path(__file__).resolve().parent.parent
SITE_NAME = "Whose Layer"
SOURCE_URL = env("SRM_SOURCE_URL", default="")
CONTACT_ADDRESS = env("SRM_CONTACT_ADDRESS", default="")

PRODUCTION = env.bool("SRM_PRODUCTION", default=False)
TESTING = "PYTEST_VERSION" in os.environ
DEBUG = env.bool("DEBUG", default=False)

INSECURE_KEY = "insecure-key-for-development-and-the-demo-on-this-machine-only"
SECRET_KEY = env("SECRET_KEY", default=INSECURE_KEY)
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[] if PRODUCTION else ["localhost", "127.0.0.1", "[::1]"])

if PRODUCTION:
    refused = {
        "DEBUG must be off": DEBUG,
        "SECRET_KEY must be set to a secret of your own": SECRET_KEY == INSECURE_KEY or len(SECRET_KEY) < 50,
        "ALLOWED_HOSTS must name the site's hosts": not ALLOWED_HOSTS or "*" in ALLOWED_HOSTS,
        "DATABASE_URL must name a database": not env("DATABASE_URL", default=""),
    }
    if reasons := [reason for reason, holds in refused.items() if holds]:
        raise ImproperlyConfigured("Production settings refused: " + "; ".join(reasons) + ".")

# Applications and requests

INSTALLED_APPS = [
    "accounts",
    "matrix",
    "lessons",
    "quizzes",
    "srm_site",
    "srm_site.apps.AdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "pgtrigger",
    "pghistory",
]

MIDDLEWARE = [
    "srm_site.logs.RequestMiddleware",
    "srm_site.metrics.MetricsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "srm_site.headers.HeadersMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "srm_site.errors.RefusalMiddleware",
    "srm_site.read_only.ReadOnlyMiddleware",
    "srm_site.replicas.ReplicaMiddleware",
    "srm_site.limits.LimitsMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "accounts.middleware.LogInMiddleware",
    "accounts.middleware.LearnerMiddleware",
    "accounts.middleware.DeviceMiddleware",
    "accounts.middleware.SecondFactorMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "srm_site.acting.HistoryMiddleware",
]

# What machines ask: answered however much there is to do.
PROBES = {"/healthz", "/readyz", "/metrics"}
# What is posted here takes long on purpose: hashing a password, or as long for everybody as for who has an account.
LOOKS_AT_PASSWORDS = {"/account/login/", "/account/signup/", "/account/password/reset/"}
READ_ONLY = env.bool("SRM_READ_ONLY", default=False)

HTMX_VERSION = 2  # django-htmx brings 4 too; a browser test walks with it, so that the change is known to be small

ROOT_URLCONF = "srm_site.urls"
WSGI_APPLICATION = "srm_site.wsgi.application"
CSRF_FAILURE_VIEW = "srm_site.errors.csrf_failure"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["srm_site.templatetags.quick", "srm_site.templatetags.scripts"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "srm_site.context.site",
            ],
        },
    },
]

# Database: DATABASE_URL, or a real PostgreSQL of our own that starts with the first query

DATA_DIR = Path(env("SRM_DATA_DIR", default=str(BASE_DIR / (".data-test" if TESTING else ".data")))).resolve()
DATABASE_USER = env("SRM_DATABASE_USER", default="srm_owner")

if env("DATABASE_URL", default=""):
    DATABASES = {"default": env.db_url("DATABASE_URL", engine="django.db.backends.postgresql")}
else:
    DATABASES = {"default": postgres.embedded_database(DATA_DIR, user=DATABASE_USER, durable=not TESTING)}

# Whatever serves has a pool of connections that give up; commands have neither (srm_site/connecting.py).
POOL_SIZE = env.int("SRM_POOL_SIZE", default=4 if DATABASE_USER == "srm_app" else 0)
THROUGH_PGBOUNCER = env.bool("SRM_PGBOUNCER", default=False)
HAS_REPLICA = bool(POOL_SIZE and env("SRM_REPLICA_URL", default=""))
if POOL_SIZE:
    DATABASES["default"] = connecting.for_serving(
        DATABASES["default"], pool_size=POOL_SIZE, through_pgbouncer=THROUGH_PGBOUNCER
    )
    if HAS_REPLICA:
        DATABASES["replica"] = connecting.for_serving(
            env.db_url("SRM_REPLICA_URL", engine="django.db.backends.postgresql"),
            pool_size=POOL_SIZE,
            through_pgbouncer=THROUGH_PGBOUNCER,
        )
        DATABASE_ROUTERS = ["srm_site.replicas.Router"]
elif THROUGH_PGBOUNCER:
    DATABASES["default"]["DISABLE_SERVER_SIDE_CURSORS"] = True

# Off behind a pooler that does not keep prepared statements apart (PgBouncer before 1.21). Only what asks for it is
# prepared (accounts/prepared.py); with None, Django's default, the driver refuses.
PREPARE_STATEMENTS = env.bool("SRM_PREPARE_STATEMENTS", default=not THROUGH_PGBOUNCER)
for database in DATABASES.values():
    database.setdefault("OPTIONS", {})["prepare_threshold"] = 5 if PREPARE_STATEMENTS else None

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
PGHISTORY_APPEND_ONLY = True
PGHISTORY_MIDDLEWARE_METHODS = ("POST",)

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        # Limits are kept here. When it is full a third goes, the unexpired too: a flood of others must not do that.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

# People: e-mail and password through django-allauth, for the admin too

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["accounts.backends.LearnerBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "accounts.passwords.NotOfThisSite"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SIGNUP_FORM_CLASS = "accounts.forms.SignupForm"
ACCOUNT_FORMS = {
    "login": "accounts.login_forms.LoginForm",
    "signup": "accounts.login_forms.SignupForm",
    "reset_password": "accounts.login_forms.ResetPasswordForm",
    "reset_password_from_key": "accounts.login_forms.ResetPasswordKeyForm",
    "change_password": "accounts.login_forms.ChangePasswordForm",
    "set_password": "accounts.login_forms.SetPasswordForm",
    "add_email": "accounts.login_forms.AddEmailForm",
    "reauthenticate": "accounts.login_forms.ReauthenticateForm",
}
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
# In the browser that signed up, confirming logs in and returns to where the person came from.
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = True
# Passwords are counted by accounts.guessing; `login_failed` is left for second factors, per account.
# The limits per network address leave room for a class behind one of them.
ACCOUNT_RATE_LIMITS = {
    "login": "",
    "login_failed": "10/15m/key",
    "reauthenticate": "10/15m/user",
    "signup": "60/m/ip",
    "reset_password": "60/m/ip,5/m/key",
    # What guests of one network begin, and new guests: a class of 40 begins fifteen things each (accounts.learners).
    "begin_as_guest": f"{env.int('SRM_GUEST_BEGINNINGS', default=600)}/h/key",
}
# Asking for a new password takes at least so long, whether there is such an account or not.
SECONDS_A_RESET_TAKES = 0 if TESTING else 0.4
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = f"{SITE_NAME}: "
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if PRODUCTION else "http"
# The peer's address cannot be forged; behind a proxy, name how many proxies add a hop.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("SRM_TRUSTED_PROXIES", default=0)

# Second factors: codes of an app, passkeys, recovery codes
MFA_ADAPTER = "accounts.second_factors.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_FORMS = {
    "authenticate": "accounts.login_forms.SecondFactorForm",
    "reauthenticate": "accounts.login_forms.SecondFactorAgainForm",
    "activate_totp": "accounts.login_forms.AppForm",
    "add_webauthn": "accounts.login_forms.PasskeyForm",
    "edit_webauthn": "accounts.login_forms.PasskeyNameForm",
}
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 1  # a phone's clock may be half a minute off
# A passkey wants HTTPS, except on the machine itself.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION
# Staff without a second factor are led to set one up before they edit or see anything about learners.
REQUIRE_SECOND_FACTOR = env.bool("SRM_REQUIRE_MFA", default=PRODUCTION)

# How old the numbers of questions may be from which a page estimates how long today's review takes.
SECONDS_A_COUNT_LASTS = 0 if TESTING else 60

# How long a guest who does nothing is remembered; after that `manage.py clean_up_guests` takes what is left.
GUEST_DAYS = env.int("SRM_GUEST_DAYS", default=90)

if PRODUCTION:
    MAILERS = {
        "default": {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "OPTIONS": {
                "host": env("SRM_MAIL_HOST", default="localhost"),
                "port": env.int("SRM_MAIL_PORT", default=587),
                "username": env("SRM_MAIL_USER", default=""),
                "password": env("SRM_MAIL_PASSWORD", default=""),
                "use_tls": env.bool("SRM_MAIL_TLS", default=True),
                "timeout": 10,
            },
        }
    }
else:
    MAILERS = {"default": {"BACKEND": "django.core.mail.backends.console.EmailBackend"}}
DEFAULT_FROM_EMAIL = env("SRM_MAIL_FROM", default=f"{SITE_NAME} <no-reply@localhost>")

# Language and time: moments are stored in UTC and shown in the learner's own zone

LANGUAGE_CODE = "en-us"
USE_I18N = False
TIME_ZONE = "UTC"

# Files

STATIC_URL = "static/"
STATIC_ROOT = env("SRM_STATIC_ROOT", default=str(BASE_DIR / "staticfiles"))
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "srm_site.joined_scripts.JoinedScriptsFinder",
]
MEDIA_ROOT = env("SRM_MEDIA_ROOT", default=str(DATA_DIR / "media"))
MEDIA_URL = "media/"
FIXTURES_DIR = BASE_DIR / "fixtures"
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        # A live test server serves the plain files; the manifest knows only collected ones.
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if TESTING or DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

# How much one request may send; see srm_site.limits
LARGEST_BODY = 10_000_000
LARGEST_FILM = 2_000_000_000

# Browser security

SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF],
    "font-src": [CSP.SELF],
    "media-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "manifest-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
    "base-uri": [CSP.NONE],
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_ENGINE = "accounts.sessions"
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
DEVICE_COOKIE_NAME = "device"

if PRODUCTION:
    SESSION_COOKIE_NAME = "__Host-sessionid"
    CSRF_COOKIE_NAME = "__Host-csrftoken"
    DEVICE_COOKIE_NAME = "__Host-device"
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_SSL_REDIRECT = env.bool("SRM_SSL_REDIRECT", default=True)
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    if ALLAUTH_TRUSTED_PROXY_COUNT:
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS if not host.startswith(".")]

# Logs (srm_site/logs.py, log_lines.py) and metrics (srm_site/metrics.py)

LOG_FORMAT = env("SRM_LOG_FORMAT", default="plain")
SLOW_SECONDS = env.float("SRM_SLOW_SECONDS", default=1.0)
METRICS_TOKEN = env("SRM_METRICS_TOKEN", default="")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {"()": "srm_site.log_lines.PlainFormatter"},
        "json": {"()": "srm_site.log_lines.JsonFormatter"},
    },
    "filters": {"discreet": {"()": "srm_site.log_lines.Discreet"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": LOG_FORMAT, "filters": ["discreet"]},
    },
    "root": {"handlers": ["console"], "level": env("SRM_LOG_LEVEL", default="WARNING")},
    # Scanners ask for strange hosts and pages all day: no traceback, no warning.
    "loggers": {
        "django.security.DisallowedHost": {"handlers": [], "propagate": False},
        "django.request": {"level": "ERROR"},
        "srm_site.requests": {"level": "INFO" if LOG_FORMAT == "json" else "WARNING"},
        # A pool without a server tells that each second; every request that it fails does so too.
        "psycopg.pool": {"level": "ERROR"},
        "whose_layer.security": {"level": "INFO"},
    },
}
