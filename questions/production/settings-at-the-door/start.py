"""Settings from the environment, read when a process of OrderOps starts."""

from dataclasses import dataclass


class ConfigError(ValueError):
    """Some settings are missing or wrong."""


@dataclass(frozen=True)
class Config:
    database_url: str
    webhook_key: str
    max_attempts: int
    log_level: str = "INFO"


def load_config(environ):
    if not environ["DATABASE_URL"]:
        raise ConfigError("DATABASE_URL is missing")
    if not environ["WEBHOOK_KEY"]:
        raise ConfigError("WEBHOOK_KEY is missing")
    attempts = int(environ.get("MAX_ATTEMPTS", "5"))
    level = environ.get("LOG_LEVEL", "INFO")
    return Config(environ["DATABASE_URL"], environ["WEBHOOK_KEY"], attempts, level)
