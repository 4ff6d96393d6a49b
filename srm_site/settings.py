"""Settings for development, demo, tests and production: one file, read from the environment.

Production is `SRM_PRODUCTION=true`; docs/running.md lists every variable.
"""

import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from django.utils.csp import CSP

from serving import connections, headers, postgres
from serving.environment import Environment, faults_of_key
from serving.monitoring.log_settings import log_settings
from serving.uploads.configured import uploads_storage

env = Environment(os.environ)

BASE_DIR = Path(__file__).resolve().parent.parent
SITE_NAME = "Whose Layer"
SOURCE_URL = env.text("SRM_SOURCE_URL")
CONTACT_ADDRESS = env.text("SRM_CONTACT_ADDRESS")

PRODUCTION = env.flag("SRM_PRODUCTION")
TESTING = "PYTEST_VERSION" in os.environ
DEBUG = env.flag("DEBUG")

PUBLISHED_KEY = "insecure-key-for-development-and-the-demo-on-this-machine-only"
SECRET_KEY = env.text("SECRET_KEY", PUBLISHED_KEY)
SECRET_KEY_FALLBACKS = env.words("SECRET_KEY_FALLBACKS")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", [] if PRODUCTION else ["localhost", "127.0.0.1", "[::1]"])
OWN_DATABASE = env.database("DATABASE_URL")

# The published key is for the embedded database only, which is not reachable from outside.
if (PRODUCTION or OWN_DATABASE) and PUBLISHED_KEY in (SECRET_KEY, *SECRET_KEY_FALLBACKS):
    env.refused.append("SECRET_KEY must be set to a secret of your own, 50 random characters or more.")
elif PRODUCTION:
    env.refused += faults_of_key(SECRET_KEY)
if PRODUCTION:
    refused = {
        "DEBUG must be off in production.": DEBUG,
        "ALLOWED_HOSTS must name the hosts of the site.": not ALLOWED_HOSTS or "*" in ALLOWED_HOSTS,
        "DATABASE_URL must name a database.": not env.text("DATABASE_URL"),
    }
    env.refused += [reason for reason, holds in refused.items() if holds]

# Applications and requests

INSTALLED_APPS = [
    "accounts",
    "matrix",
    "lessons",
    "bank",
    "exchange",
    "quizzes",
    "planner",
    "teach",
    "lti",
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
    "serving.monitoring.logs.RequestMiddleware",
    "serving.monitoring.metrics.MetricsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    # In front of what writes a page's policies, which are longer than many a file.
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "serving.headers.HeadersMiddleware",
    "serving.compression.CompressionMiddleware",
    "serving.refusals.RefusalMiddleware",
    "serving.read_only.ReadOnlyMiddleware",
    "serving.replicas.ReplicaMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "serving.monitoring.probes.CommonMiddleware",
    # In this order before CsrfViewMiddleware, which reads the body.
    "accounts.middleware.SecondFactorMiddleware",
    "serving.limits.LimitsMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "accounts.middleware.LogInMiddleware",
    "accounts.middleware.LearnerMiddleware",
    "accounts.middleware.DeviceMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "srm_site.history_context.HistoryMiddleware",
]

# A worker asks itself for these before it takes requests (serving/warming.py).
PAGES_AT_START = ["/", "/learn/shared-responsibility-model/", "/matrix/"]

# Probes of machines are answered under any load.
PROBES = {"/healthz", "/readyz", "/metrics"}
SECURE_REDIRECT_EXEMPT = [f"^{path.lstrip('/')}$" for path in PROBES]  # machines connect behind the proxy, without TLS
# Posts here are slow on purpose: they hash a password, or take as long without an account as with one.
LOOKS_AT_PASSWORDS = {"/account/login/", "/account/signup/", "/account/password/reset/"}
READ_ONLY = env.flag("SRM_READ_ONLY")

HTMX_VERSION = 2  # django-htmx has 4 too; a browser test runs with it, so that the upgrade stays small

ROOT_URLCONF = "srm_site.urls"
WSGI_APPLICATION = "srm_site.wsgi.application"
CSRF_FAILURE_VIEW = "serving.refusals.csrf_failure"

FORM_RENDERER = "srm_site.form_renderer.FormRenderer"

TEMPLATES = [
    {
        "BACKEND": "serving.template_loader.Templates",
        "NAME": "django",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    ["serving.template_loader.Loader", "django.template.loaders.app_directories.Loader"],
                )
            ],
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

# Database: DATABASE_URL, or an embedded PostgreSQL that starts with the first query

DATA_DIR = Path(env.text("SRM_DATA_DIR", str(BASE_DIR / (".data-test" if TESTING else ".data")))).resolve()
DATABASE_USER = env.text("SRM_DATABASE_USER", "srm_owner")

DATABASES = {
    "default": OWN_DATABASE or postgres.embedded_database(DATA_DIR, user=DATABASE_USER, durable=not TESTING),
}

# Serving uses a pool of connections with timeouts; commands have neither (serving/connections.py).
pool_size = env.whole("SRM_POOL_SIZE", 4)
POOL_SIZE = pool_size if DATABASE_USER == "srm_app" else 0
THROUGH_PGBOUNCER = env.flag("SRM_PGBOUNCER")
REPLICA = env.database("SRM_REPLICA_URL")
HAS_REPLICA = bool(POOL_SIZE and REPLICA)
if POOL_SIZE:
    DATABASES["default"] = connections.for_serving(
        DATABASES["default"], pool_size=POOL_SIZE, through_pgbouncer=THROUGH_PGBOUNCER
    )
    if REPLICA:
        DATABASES["replica"] = connections.for_serving(
            REPLICA, pool_size=POOL_SIZE, through_pgbouncer=THROUGH_PGBOUNCER
        )
        DATABASE_ROUTERS = ["serving.replicas.Router"]
elif THROUGH_PGBOUNCER:
    DATABASES["default"]["DISABLE_SERVER_SIDE_CURSORS"] = True

# Off behind a pooler without support for prepared statements (PgBouncer before 1.21). Only queries that ask for it are
# prepared (serving/prepared.py); with None, Django's default, the driver refuses.
PREPARE_STATEMENTS = env.flag("SRM_PREPARE_STATEMENTS", not THROUGH_PGBOUNCER)
for database in DATABASES.values():
    database.setdefault("OPTIONS", {})["prepare_threshold"] = 5 if PREPARE_STATEMENTS else None

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
PGHISTORY_APPEND_ONLY = True
PGHISTORY_MIDDLEWARE_METHODS = ("POST",)

IN_DATABASE = "django.core.cache.backends.db.DatabaseCache"
CACHES = {
    # Rate limits are stored here. A full cache drops a third, unexpired entries too, which a flood of requests must
    # not cause.
    "default": {"BACKEND": IN_DATABASE, "LOCATION": "cache", "OPTIONS": {"MAX_ENTRIES": 100_000}},
    # serving/read_only.py; in a table of its own, from which nothing is dropped
    "switches": {"BACKEND": IN_DATABASE, "LOCATION": "switches", "TIMEOUT": None},
}

# People: e-mail and password through django-allauth, for the admin too

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["accounts.login.backends.LearnerBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "accounts.login.passwords.NotOfThisSite"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "accounts.login.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SIGNUP_FORM_CLASS = "accounts.forms.SignupExtraForm"
ACCOUNT_FORMS = {
    "login": "accounts.login.forms.LoginForm",
    "signup": "accounts.login.forms.SignupForm",
    "reset_password": "accounts.login.forms.ResetPasswordForm",
    "reset_password_from_key": "accounts.login.forms.ResetPasswordKeyForm",
    "change_password": "accounts.login.forms.ChangePasswordForm",
    "set_password": "accounts.login.forms.SetPasswordForm",
    "add_email": "accounts.login.forms.AddEmailForm",
    "reauthenticate": "accounts.login.forms.ReauthenticateForm",
}
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
# In the browser that signed up, confirming logs in and returns to the earlier page.
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = True
# accounts.login.guess_limit limits passwords; `login_failed` limits two-step codes, per account. The limits per
# network address leave room for a class of 40 behind one address, with several tries each. Beyond the limits on
# `confirm_email` and `unknown_account` no mail is sent, and the page looks the same.
ACCOUNT_RATE_LIMITS = {
    "login": "",
    "login_failed": "10/15m/key",
    "reauthenticate": "10/15m/user",
    "signup": "200/h/ip",
    "confirm_email": "1/3m/key,5/h/key",
    "manage_email": "10/h/user",
    "reset_password": "120/h/ip,5/h/key",
    "reset_password_from_key": "60/m/ip",
    "unknown_account": "20/h/ip",
    # New guests of one network and their attempts: a class of 40 starts fifteen each (accounts.learners).
    # A school opens its links behind one address, and each begins with a state (lti.launches).
    "begin_launch": "3000/h/key",
    "begin_as_guest": f"{env.whole('SRM_GUEST_BEGINNINGS', 600, least=1)}/h/key",
}
# A password reset takes at least this long, with or without an account.
SECONDS_A_RESET_TAKES = 0 if TESTING else 0.4
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = f"{SITE_NAME}: "
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if PRODUCTION else "http"
# The peer's address cannot be forged. Behind proxies, set their number.
ALLAUTH_TRUSTED_PROXY_COUNT = env.whole("SRM_TRUSTED_PROXIES", 0)

# Second factors: codes of an app, passkeys, recovery codes
MFA_ADAPTER = "accounts.login.second_factors.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_FORMS = {
    "authenticate": "accounts.login.forms.SecondFactorForm",
    "reauthenticate": "accounts.login.forms.SecondFactorAgainForm",
    "activate_totp": "accounts.login.forms.AppForm",
    "add_webauthn": "accounts.login.forms.PasskeyForm",
    "edit_webauthn": "accounts.login.forms.PasskeyNameForm",
    "login_webauthn": "accounts.login.forms.PasskeyLogInForm",
    "authenticate_webauthn": "accounts.login.forms.PasskeyStepForm",
    "reauthenticate_webauthn": "accounts.login.forms.PasskeyAgainForm",
}
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RATE_LIMITS = {"webauthn_login": "60/m/ip"}
# Log-in needs a confirmed address anyway; with False users with a factor could not change theirs.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_TOLERANCE = 1  # a phone's clock may be half a minute off
# Passkeys need HTTPS, except on localhost.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION
# Staff without two-step verification have to set it up before they edit or see learners.
REQUIRE_SECOND_FACTOR = env.flag("SRM_REQUIRE_MFA", PRODUCTION)

# Whether a change of facts waits until another content editor accepts it.
FACTS_NEED_SECOND_PERSON = env.flag("SRM_FACTS_NEED_SECOND_PERSON")

# Maximum age of the questions, and of their counts, that are equal for all learners.
SECONDS_A_COUNT_LASTS = 0 if TESTING else 60

# Inactive guests are remembered this long; `manage.py clean_up_guests` then deletes the rest.
GUEST_DAYS = env.whole("SRM_GUEST_DAYS", 90, least=1)

MAIL_SERVER = {
    "host": env.text("SRM_MAIL_HOST", "localhost"),
    "port": env.whole("SRM_MAIL_PORT", 587, least=1),
    "username": env.text("SRM_MAIL_USER"),
    "password": env.text("SRM_MAIL_PASSWORD"),
    "use_tls": env.flag("SRM_MAIL_TLS", True),
    "timeout": 10,
}
MAILS_ARE_PRINTED = not PRODUCTION  # printed in the terminal, where a developer reads them
MAILERS = {
    "default": {"BACKEND": "serving.printed_mail.EmailBackend"}
    if MAILS_ARE_PRINTED
    else {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": MAIL_SERVER}
}
DEFAULT_FROM_EMAIL = env.text("SRM_MAIL_FROM", f"{SITE_NAME} <no-reply@localhost>")

# Language and time: times are stored in UTC and shown in the learner's own zone

LANGUAGE_CODE = "en-us"
USE_I18N = False
TIME_ZONE = "UTC"

# Files

STATIC_URL = "static/"
STATIC_ROOT = env.text("SRM_STATIC_ROOT", str(BASE_DIR / "staticfiles"))
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "srm_site.joined_files.JoinedFilesFinder",
]
MEDIA_ROOT = env.text("SRM_MEDIA_ROOT", str(DATA_DIR / "media"))
MEDIA_URL = "media/"
FIXTURES_DIR = BASE_DIR / "fixtures"
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_ADD_HEADERS_FUNCTION = headers.keep_file_here
STORAGES = {
    "default": uploads_storage(env),
    "staticfiles": {
        # A live test server serves the plain files; the manifest knows only collected ones.
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if TESTING or DEBUG
        else "srm_site.static_storage.MinifyingStorage"
    },
}

# Limits on the size of one request; see serving.limits
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
SESSION_ENGINE = "accounts.login.sessions"
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
DEVICE_COOKIE_NAME = "device"

REDIRECTS_TO_HTTPS = env.flag("SRM_SSL_REDIRECT", True)
# Browsers use HTTPS only for this long; at first a mistake should last no longer than a day.
HSTS_SECONDS = env.whole("SRM_HSTS_SECONDS", 86_400)
HSTS_SUBDOMAINS = env.flag("SRM_HSTS_SUBDOMAINS")
HSTS_PRELOAD = env.flag("SRM_HSTS_PRELOAD")
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]  # checks that ask for subdomains and preloading at once

if PRODUCTION:
    SESSION_COOKIE_NAME = "__Host-sessionid"
    CSRF_COOKIE_NAME = "__Host-csrftoken"
    DEVICE_COOKIE_NAME = "__Host-device"
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_SSL_REDIRECT = REDIRECTS_TO_HTTPS
    SECURE_HSTS_SECONDS = HSTS_SECONDS
    SECURE_HSTS_INCLUDE_SUBDOMAINS = HSTS_SUBDOMAINS
    SECURE_HSTS_PRELOAD = HSTS_PRELOAD
    if ALLAUTH_TRUSTED_PROXY_COUNT:
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS if not host.startswith(".")]

# Logs (serving/monitoring/logs.py, log_lines.py) and metrics (serving/monitoring/metrics.py)

LOG_FORMAT = env.choice("SRM_LOG_FORMAT", ["plain", "json"], "plain")
LOG_LEVEL = env.choice("SRM_LOG_LEVEL", ["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"], "WARNING")
SLOW_SECONDS = env.seconds("SRM_SLOW_SECONDS", 1.0)
METRICS_TOKEN = env.text("SRM_METRICS_TOKEN")

LOGGING = log_settings(LOG_FORMAT, LOG_LEVEL)

# Refused settings, and warnings for the operator at startup (serving/monitoring/startup.py)

if env.refused:
    raise ImproperlyConfigured("\n".join(["The site does not start with these settings:", *env.refused]))
SETTINGS_IN_DOUBT = env.unknown()
if OWN_DATABASE and not env.text("SRM_PRODUCTION"):
    SETTINGS_IN_DOUBT.append(
        "SRM_PRODUCTION is not set, and DATABASE_URL is: cookies are sent without HTTPS, mails are printed, "
        "staff need no two-step verification. Set it to true, or to false if that is what you want."
    )
