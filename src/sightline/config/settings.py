"""Django's settings. What a person may set is read from the environment: see environment.py."""

from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONE, SELF

from sightline.config.database import connection_from_url
from sightline.config.environment import is_on, second_factor_is_required, value_of
from sightline.config.secret_key import secret_key
from sightline.domain.sessions import LONGEST
from sightline.domain.sign_in import MIN_PASSWORD_LENGTH

PACKAGE = Path(__file__).resolve().parent.parent
VAR = Path("var")

# --- Where it runs
ADDRESS = value_of("SIGHTLINE_ADDRESS").rstrip("/")
_HOST = urlsplit(ADDRESS).hostname or "127.0.0.1"
_HTTPS = ADDRESS.startswith("https://")

DEBUG = is_on("SIGHTLINE_DEBUG")
SECRET_KEY = secret_key(given=value_of("SIGHTLINE_SECRET_KEY"), https=_HTTPS, kept_in=VAR / "secret-key")
AUDIT_KEY_FILE = Path(value_of("SIGHTLINE_AUDIT_KEY"))
AUDIT_RESERVE_FILE = Path(value_of("SIGHTLINE_AUDIT_RESERVE"))
AUDIT_COSIGNERS_FILE = Path(value_of("SIGHTLINE_AUDIT_COSIGNERS"))
ALLOWED_HOSTS = [_HOST] if _HTTPS else sorted({_HOST, "127.0.0.1", "localhost"})
ROOT_URLCONF = "sightline.config.urls"
WSGI_APPLICATION = "sightline.config.wsgi.application"

# --- What it is made of
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_tasks",
    "django_tasks_db",
    "sightline.records.audit",
    "sightline.records.agencies",
    "sightline.records.access",
    "sightline.records.accounts",
    "sightline.records.exports",
    "sightline.records.people",
    "sightline.records.cases",
    "sightline.records.events",
    "sightline.records.actions",
    "sightline.records.chronologies",
    "sightline.records.reviews",
    "sightline.config",
]

# What puts headers on an answer stands first, so that redirects, files and errors have them too.
MIDDLEWARE = [
    "csp.middleware.CSPMiddleware",
    "sightline.config.middleware.private_pages",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "sightline.web.accounts.session_time.sessions_end",
    "sightline.web.acting.as_the_user",
    "sightline.web.drafts.give_back",
    "allauth.account.middleware.AccountMiddleware",
    "sightline.web.refusals.SignInFirst",
    "django.contrib.messages.middleware.MessageMiddleware",
    "sightline.web.refusals.Refusals",
]
CSRF_FAILURE_VIEW = "sightline.web.refusals.form_expired"

# One engine only: with Django's own engine beside it, a page of the same name in any library would win.
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [PACKAGE / "web" / "templates"],
        "OPTIONS": {
            "environment": "sightline.config.jinja.environment",
            "context_processors": ["django.contrib.messages.context_processors.messages"],
        },
    }
]

# --- What it keeps
DATABASES = {"default": connection_from_url(value_of("SIGHTLINE_DATABASE_URL"))}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    Path(DATABASES["default"]["NAME"]).parent.mkdir(parents=True, exist_ok=True)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

_STATIC_ROOT = value_of("SIGHTLINE_STATIC_ROOT")
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {
            "location": value_of("SIGHTLINE_FILES"),
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        },
    },
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if _STATIC_ROOT
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
STATIC_URL = "static/"
STATIC_ROOT = _STATIC_ROOT or None
STATICFILES_DIRS = [PACKAGE / "web" / "static"]
WHITENOISE_USE_FINDERS = not _STATIC_ROOT

# The longest page of an action plan may be assigned in one go.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 12_000

# --- Work that a page does not wait for. Run by `django-admin db_worker`.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# --- How long an export is kept. Source: SECURITY-P11
EXPORTS_KEPT_FOR = timedelta(hours=int(value_of("SIGHTLINE_EXPORT_HOURS")))

# --- Who is let in
AUTH_USER_MODEL = "access.User"
LOGIN_URL = "/account/sign-in"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = LOGIN_URL
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": MIN_PASSWORD_LENGTH},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "sightline.records.accounts.passwords.NotGuessable"},
]
SECOND_FACTOR_IS_REQUIRED = second_factor_is_required(value_of("SIGHTLINE_SECOND_FACTOR"))

# Of allauth, its store of factors and what checks them; every page is our own.
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
MFA_ADAPTER = "sightline.records.accounts.allauth_adapter.FactorAdapter"
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_WEBAUTHN_USER_VERIFICATION = "required"
# The prefix makes browsers refuse the cookie from any other host and over plain http.
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = ("__Host-sid", "__Host-csrf") if _HTTPS else ("sid", "csrf")
SESSION_ENGINE = "sightline.config.session_store"
SESSION_COOKIE_AGE = int(LONGEST.total_seconds())
SESSION_EXPIRE_AT_BROWSER_CLOSE = True

SECURITY_CONTACT = value_of("SIGHTLINE_SECURITY_CONTACT")

# --- What a browser may do with a page
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "connect-src": [SELF],
        "object-src": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
# Another site learns no address of ours. `no-referrer` would go no further there, and would make browsers
# say `Origin: null` with our own forms, which is how a form of another site is told.
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _HTTPS
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_TRUSTED_ORIGINS = [ADDRESS] if _HTTPS else []
SECURE_SSL_REDIRECT = _HTTPS
SECURE_SSL_HOST = urlsplit(ADDRESS).netloc if _HTTPS else None  # never where a request's Host says
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _HTTPS else None
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if _HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = _HTTPS
SILENCED_SYSTEM_CHECKS = ["security.W021"]  # browsers' own lists of https sites are not for us to join

# --- E-mail
EMAIL_HOST = value_of("SIGHTLINE_EMAIL_HOST")
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'console'}.EmailBackend"
EMAIL_PORT = int(value_of("SIGHTLINE_EMAIL_PORT"))
EMAIL_HOST_USER = value_of("SIGHTLINE_EMAIL_USER")
EMAIL_HOST_PASSWORD = value_of("SIGHTLINE_EMAIL_PASSWORD")
EMAIL_USE_TLS = is_on("SIGHTLINE_EMAIL_TLS")
DEFAULT_FROM_EMAIL = SERVER_EMAIL = value_of("SIGHTLINE_EMAIL_FROM")

# --- Words and clocks
LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_I18N = True
USE_TZ = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"terminal": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["terminal"], "level": "WARNING"},
}
