"""Settings of one node.

Everything that differs between nodes comes from the environment.

- `AMPARO_NODE`: ISO 3166 code of the country (default `MEX`)
- `AMPARO_NODE_KIND`: `national`, where children are known, or `regional`, where nobody knows one (default `national`)
- `AMPARO_HOME`: run-time data: keys, files, logs (default `var/`)
- `AMPARO_DATABASE`: libpq URL with the login role of this process (web, worker or owner)
- `AMPARO_TRUSTED_PROXIES`: addresses or networks of the proxies in front of the web server, with commas between; `unix`
  for one that connects through a Unix socket (default: none, and no header of theirs is believed)
- `AMPARO_HOSTS`: names under which it answers, with commas between; outside the demo only over HTTPS
- `AMPARO_POOL`: `1` for a pool of connections (the web server)
- `AMPARO_DEMO`: `1` for a demo: says so on every page and asks for no second factor
- `AMPARO_SECRET_…`: secrets, in place of files of `AMPARO_HOME/secrets` (`amparo/config/secret_files.py`)
"""

import os
import sys
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from psycopg.conninfo import conninfo_to_dict

from amparo.config import bodies
from amparo.config.contexts import CONTEXTS_OF
from amparo.config.secret_files import read_or_make_secret

ROOT = Path(__file__).resolve().parents[2]
HOME = Path(os.environ.get("AMPARO_HOME", ROOT / "var")).resolve()
NODE = os.environ.get("AMPARO_NODE", "MEX")
NODE_KIND = os.environ.get("AMPARO_NODE_KIND", "national")
if NODE_KIND not in CONTEXTS_OF:
    raise ImproperlyConfigured(f"AMPARO_NODE_KIND is one of {', '.join(CONTEXTS_OF)}, not {NODE_KIND}")
DEMO = os.environ.get("AMPARO_DEMO") == "1"
DEBUG = False


SECRET_KEY = read_or_make_secret(HOME, f"django-{NODE}")
CASE_KEY_SECRET = read_or_make_secret(
    HOME, f"case-keys-{NODE}"
)  # wraps the key of each case; never in the database or its backups
HEADS_KEY_SECRET = read_or_make_secret(HOME, f"heads-{NODE}")  # signs the heads of the chains
HEADS_FOLDER = os.environ.get("AMPARO_HEADS_FOLDER", str(HOME / "heads" / NODE))  # better on another machine
BACKUP_FOLDER = os.environ.get("AMPARO_BACKUP_FOLDER", "")  # only looked at, by `amparo node check`
MATCHER_SECRET = read_or_make_secret(HOME, f"matcher-{NODE}")  # whoever knows it may ask the matcher
METRICS_TOKEN = read_or_make_secret(HOME, f"metrics-{NODE}")  # whoever sends it reads `/metrics`
TRUSTED_PROXIES = [each for each in os.environ.get("AMPARO_TRUSTED_PROXIES", "").split(",") if each]
ALLOWED_HOSTS = [each for each in os.environ.get("AMPARO_HOSTS", "127.0.0.1,localhost").split(",") if each]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    *(f"amparo.{name}" for name in CONTEXTS_OF[NODE_KIND]),  # `amparo.ui` gives allauth's pages its own look
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "procrastinate.contrib.django",  # last: it looks for the jobs of the apps above
]

MIDDLEWARE = [
    "amparo.ui.middleware.TrustedProxyHeaders",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "amparo.ui.middleware.WithoutNul",
    "amparo.ui.parts.DeclaredFiles",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "amparo.ui.limits.SessionLimits",
    "amparo.ui.limits.SecondFactor",
    "amparo.ui.middleware.LanguageOfPerson",
    "amparo.ui.middleware.ReaderMiddleware",
    "amparo.ui.limits.KnownBrowsers",
    "amparo.ui.limits.RateLimit",  # within: it counts by who was found to ask
    *(["amparo.cases.middleware.LogReadings"] if NODE_KIND == "national" else []),
]

ROOT_URLCONF = "amparo.config.urls"
ASGI_APPLICATION = "amparo.config.asgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["amparo.ui.templatetags.amparo", "django.templatetags.static"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "amparo.ui.context.shared_context",
            ],
        },
    }
]

_connection = conninfo_to_dict(os.environ.get("AMPARO_DATABASE", "dbname=amparo_mex"))
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": _connection.get("dbname", ""),
        "USER": _connection.get("user", ""),
        "PASSWORD": _connection.get("password", ""),
        "HOST": _connection.get("host", ""),
        "PORT": str(_connection.get("port", "")),
        "OPTIONS": {"pool": {"min_size": 1, "max_size": 8}} if os.environ.get("AMPARO_POOL") == "1" else {},
    }
}
CACHES = {"default": {"BACKEND": "amparo.ui.shared_cache.SharedCache"}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "es"
LANGUAGES = [("es", "Español"), ("en", "English")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "static/"
STATIC_ROOT = HOME / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
_COLLECTS_ASSETS = "collectstatic" in sys.argv or (
    "prepare_node" in sys.argv and not DEMO
)  # a demo starts sooner without
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if (STATIC_ROOT / "staticfiles.json").exists() or _COLLECTS_ASSETS
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
MEDIA_ROOT = HOME / "files" / NODE

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"

AUTH_USER_MODEL = "accounts.Person"
NODE_TIME_ZONE = os.environ.get("AMPARO_TIME_ZONE", "America/Mexico_City")
LOGIN_URL = "/sign-in"
LOGIN_REDIRECT_URL = "/"

AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_RATE_LIMITS = {"login": None}  # `accounts.sign_in` counts by known browser, else by address
ACCOUNT_ADAPTER = "amparo.accounts.sign_in.Adapter"
MFA_ADAPTER = "amparo.accounts.second_factors.Adapter"
MFA_FORMS = {"add_webauthn": "amparo.accounts.second_factors.AddPasskeyForm"}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_TOLERANCE = 1  # the code before and after: telephones go wrong by some seconds (RFC 6238 §5.2)
if DEMO:
    PASSWORD_HASHERS = ["amparo.config.demo.hashers.FewRounds"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

SECURE_CSP = {
    "default-src": ["'self'"],
    "frame-ancestors": ["'none'"],
    "form-action": ["'self'"],
    "base-uri": ["'none'"],
    "object-src": ["'none'"],
}
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_ENGINE = "amparo.accounts.sealed_sessions"
SESSION_COOKIE_AGE = 10 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = not DEMO
_PREFIX = "" if DEMO else "__Host-"  # browsers then take it from this host alone, and over HTTPS (RFC 6265bis §4.1.3)
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = f"{_PREFIX}sessionid", f"{_PREFIX}csrftoken"
KNOWN_BROWSER_COOKIE = f"{_PREFIX}browser-"  # and the person that it is of, as a hash
CSRF_TRUSTED_ORIGINS = [] if DEMO else [f"https://{'*' * host.startswith('.')}{host}" for host in ALLOWED_HOSTS]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")  # `TrustedProxyHeaders` takes it from all others
SECURE_HSTS_SECONDS = 0 if DEMO else 365 * 86400
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]  # never a temporary file in clear
FILE_UPLOAD_MAX_MEMORY_SIZE = bodies.MAX_BYTES
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"redacting": {"()": "amparo.ledger.logs.RedactingFormatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "redacting"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
