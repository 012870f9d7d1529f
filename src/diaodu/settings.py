"""Django settings: everything has a working default, and the environment overrides it.

DIAODU_DATA_DIR       where the database, received files and keys live (default: the user's data folder)
DIAODU_DATABASE_URL   postgres://… in production (default: SQLite in the data folder)
DIAODU_SECRET_KEY     default: made once and kept in the data folder
DIAODU_HOSTS          host names served, comma separated (default: this machine only)
DIAODU_HTTPS          "1" behind a TLS proxy: secure cookies, HSTS
DIAODU_DEBUG          "1" on a developer's desk only
DIAODU_LANGUAGE       zh-hans (default) or en
DIAODU_TIME_ZONE      default Asia/Shanghai
DIAODU_MAIL_HOST, DIAODU_MAIL_PORT, DIAODU_MAIL_USER, DIAODU_MAIL_PASSWORD, DIAODU_MAIL_TLS, DIAODU_MAIL_FROM
                      a mail server for reminders (default: none are sent); TLS: "1" for STARTTLS
DIAODU_URL            the address that people use, such as https://diaodu.example, for links in letters
DIAODU_MODEL_URL, DIAODU_MODEL_NAME, DIAODU_MODEL_KEY
                      an OpenAI-compatible endpoint that may propose drafts (default: none)
"""

import os
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from diaodu.datadir import data_directory, secret_key
from diaodu.web.areas import AREAS
from diaodu.web.stamp import static_stamp

PACKAGE = Path(__file__).parent
DATA_DIR = data_directory(os.environ)

DEBUG = os.environ.get("DIAODU_DEBUG") == "1"
SECRET_KEY = os.environ.get("DIAODU_SECRET_KEY") or secret_key(DATA_DIR)
ALLOWED_HOSTS = [
    "localhost",
    "127.0.0.1",
    "[::1]",
    *[host for host in os.environ.get("DIAODU_HOSTS", "").split(",") if host],
]
HTTPS = os.environ.get("DIAODU_HTTPS") == "1"

INSTALLED_APPS = [
    # First, so that its templates come before those of the packages.
    "diaodu.web",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    # The sign-in package's list of keys asks for it.
    "django.contrib.humanize",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "csp",
    "django_htmx",
    "template_partials",
    "simple_history",
    "django_tasks",
    "django_tasks_db",
    "diaodu.journal",
    "diaodu.accounts",
    "diaodu.facts",
    "diaodu.projects",
    "diaodu.leads",
    "diaodu.meetings",
    "diaodu.search",
    "diaodu.assessment",
    "diaodu.ledger",
    "diaodu.intake",
    "diaodu.api",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "diaodu.urls"
WSGI_APPLICATION = "diaodu.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "diaodu.web.context.shell",
            ],
        },
    }
]

_SQLITE = {
    # One writer at a time, taken at BEGIN; readers never wait. FULL: what was answered "saved" survives a power cut.
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-65536; PRAGMA mmap_size=268435456;"
    ),
}
DATABASES = {
    "default": dj_database_url.parse(
        os.environ.get("DIAODU_DATABASE_URL") or f"sqlite:///{DATA_DIR / 'diaodu.sqlite3'}",
        conn_max_age=300,
        conn_health_checks=True,
    )
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = _SQLITE
    # A file even under test, so that ADBC in its child process sees the same ledger.
    DATABASES["default"]["TEST"] = {"NAME": str(DATA_DIR / "test.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "diaodu.web.shell.adapter.ClosedAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
# Lock-out is the work of axes, which counts in the database and so across processes.
ACCOUNT_RATE_LIMITS = {"login_failed": None}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
AXES_FAILURE_LIMIT = 6
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_CALLABLE = "diaodu.accounts.lockout.counted_name"
AXES_VERBOSE = False
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "diaodu.web.shell.errors.locked_out"

LANGUAGE_CODE = os.environ.get("DIAODU_LANGUAGE", "zh-hans")
LANGUAGES = [("zh-hans", _("Simplified Chinese")), ("en", _("English"))]
LOCALE_PATHS = [PACKAGE / "web" / area / "locale" for area in AREAS]
USE_I18N = True
USE_TZ = True
TIME_ZONE = os.environ.get("DIAODU_TIME_ZONE", "Asia/Shanghai")

EMAIL_HOST = os.environ.get("DIAODU_MAIL_HOST", "")
EMAIL_PORT = int(os.environ.get("DIAODU_MAIL_PORT") or 25)
EMAIL_HOST_USER = os.environ.get("DIAODU_MAIL_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("DIAODU_MAIL_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("DIAODU_MAIL_TLS") == "1"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = os.environ.get("DIAODU_MAIL_FROM") or "diaodu@localhost"
SITE_ADDRESS = os.environ.get("DIAODU_URL", "").rstrip("/")

STATIC_URL = f"/static/{static_stamp(PACKAGE / 'web' / 'static')}/"
WHITENOISE_USE_FINDERS = True
# The stamp in the address changes with the files, so a year is safe; on a developer's desk they are read afresh.
WHITENOISE_MAX_AGE = 0 if DEBUG else 31_536_000
# Received files are streamed to disk above this size, and refused above the limit of intake.
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
FILE_UPLOAD_TEMP_DIR = DATA_DIR / "incoming"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        # Charts and grids set inline styles on their elements.
        "style-src-attr": ["'unsafe-inline'"],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
CSRF_FAILURE_VIEW = "diaodu.web.shell.errors.csrf_failure"
# A working day; a browser that is closed forgets at once.
SESSION_COOKIE_AGE = 12 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = False
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SILENCED_SYSTEM_CHECKS = ["security.W004", "security.W008", "security.W012", "security.W016"]

# History rows are written by the ledger, which knows actor and position; no request is looked up.
SIMPLE_HISTORY_HISTORY_CHANGE_REASON_USE_TEXT_FIELD = True
SIMPLE_HISTORY_ENFORCE_HISTORY_MODEL_PERMISSIONS = False

MODEL_ENDPOINT = {
    "url": os.environ.get("DIAODU_MODEL_URL", ""),
    "name": os.environ.get("DIAODU_MODEL_NAME", ""),
    "key": os.environ.get("DIAODU_MODEL_KEY", ""),
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": os.environ.get("DIAODU_LOG", "WARNING")},
}
