"""The only settings file. What differs between towns comes from the environment (see docs/reference/settings.md)."""

from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from terreau.config import env

PACKAGE = Path(__file__).resolve().parent.parent
DATA = env.folder("TERREAU_DATA", Path.cwd() / "data")

DEBUG = env.boolean("TERREAU_DEBUG", False)
SECRET_KEY = env.secret("TERREAU_SECRET_KEY", DATA / "secret-key")
SITE_URL = env.text("TERREAU_URL", "http://127.0.0.1:8000").rstrip("/")
ALLOWED_HOSTS = env.words("TERREAU_HOSTS", ("127.0.0.1", "localhost", "[::1]"))
CSRF_TRUSTED_ORIGINS = [SITE_URL]

INSTALLED_APPS = [
    "terreau.portal",
    "terreau.share.opendata",
    "terreau.decide.proposals",
    "terreau.decide.budgeting",
    "terreau.decide.counts",
    "terreau.know.places",
    "terreau.know.actors",
    "terreau.know.cards",
    "terreau.know.territory",
    "terreau.converse.comments",
    "terreau.trust.people",
    "terreau.trust.audit",
    "terreau.ui",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "procrastinate.contrib.django",
    "template_partials",
    "django_htmx",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "csp.middleware.CSPMiddleware",
    "terreau.know.territory.policy_headers.BaseMapMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "terreau.ui.refusals.RefusalMiddleware",
    "terreau.trust.people.strength.StrengthMiddleware",
    "terreau.decide.budgeting.kiosk_mode.KioskMiddleware",
]

ROOT_URLCONF = "terreau.config.urls"
WSGI_APPLICATION = "terreau.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "template_partials.templatetags.partials",
                "terreau.ui.templatetags.ui",
                "terreau.know.cards.templatetags.cards",
                "terreau.converse.comments.templatetags.comments",
                "django.templatetags.l10n",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "terreau.ui.context.page",
                "terreau.trust.people.context.mail",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# Database, files, jobs. The command line names an embedded PostgreSQL here when nothing else does.
DATABASES = {"default": env.database("DATABASE_URL", "postgres:///terreau")}
DATABASES["default"]["CONN_MAX_AGE"] = env.integer("TERREAU_CONNECTION_SECONDS", 60)
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
MEDIA_ROOT = DATA / "media"
MEDIA_URL = "/media/"
LAST_BACKUP = DATA / "last-backup"  # its date is that of the last backup that succeeded
MAPS_ROOT = DATA / "maps"  # .pmtiles files laid there by the administrator
FILE_UPLOAD_TEMP_DIR = None
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}}
IMPORT_MAX_BYTES = env.integer("TERREAU_IMPORT_MAX_MB", 50) * 1_000_000
IMPORT_FROM_LOCAL = env.boolean("TERREAU_IMPORT_FROM_LOCAL", False)  # addresses inside the network may be read

# Languages: French sentences are the source; English is complete.
LANGUAGE_CODE = env.text("TERREAU_LANGUAGE", "fr")
LANGUAGES = [("fr", _("Français")), ("en", _("English"))]
TIME_ZONE = env.text("TERREAU_TIME_ZONE", "Europe/Paris")
USE_I18N = USE_TZ = True

# Public services of the French State, asked only to set a town up and to place addresses; empty = never asked.
TERREAU_GEO_API = env.text("TERREAU_GEO_API", "https://geo.api.gouv.fr").rstrip("/")
TERREAU_ADDRESS_API = env.text("TERREAU_ADDRESS_API", "https://data.geopf.fr/geocodage").rstrip("/")

# Static files: sources in the apps, `dist` built by esbuild.
STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_MIMETYPES = {".mjs": "text/javascript"}

# Accounts
AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/me/"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 900
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_ADAPTER = "terreau.trust.people.adapters.AccountAdapter"
ACCOUNT_RATE_LIMITS = False  # trust.people.limits delays instead, and never locks
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_EMAIL_NOTIFICATIONS = False
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RATE_LIMITS = False  # a passkey cannot be guessed, and a whole town hall shares one address
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = SITE_URL.startswith(("http://127.0.0.1", "http://localhost"))
MFA_ADAPTER = "terreau.trust.people.adapters.FactorAdapter"
USERSESSIONS_TRACK_ACTIVITY = False
DEMO = env.boolean("TERREAU_DEMO", False)  # the invented town: its people's links count as strong sign-ins

# Mail is off until configured; pages say so and staff hand out printed sign-in codes meanwhile.
EMAIL_HOST = env.text("TERREAU_MAIL_HOST")
EMAIL_PORT = env.integer("TERREAU_MAIL_PORT", 587)
EMAIL_HOST_USER = env.text("TERREAU_MAIL_USER")
EMAIL_HOST_PASSWORD = env.text("TERREAU_MAIL_PASSWORD")
EMAIL_USE_TLS = env.boolean("TERREAU_MAIL_TLS", True)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.text("TERREAU_MAIL_FROM", "terreau@localhost")
MAIL_ON = bool(EMAIL_HOST)
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if MAIL_ON else 'dummy'}.EmailBackend"

# Safety
SECURE = SITE_URL.startswith("https://")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
CSRF_FAILURE_VIEW = "terreau.ui.refusals.csrf_failure"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
SESSION_COOKIE_NAME = "terreau"
BEHIND_PROXY = env.boolean("TERREAU_BEHIND_PROXY", False)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
ALLAUTH_TRUSTED_PROXY_COUNT = int(BEHIND_PROXY)  # delays count against visitors, not against the proxy
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "worker-src": [SELF],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.text("TERREAU_LOG_LEVEL", "WARNING")},
}
