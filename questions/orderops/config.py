"""Settings from the environment, all of them checked at start."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field


class ConfigError(ValueError):
    """Some settings are missing or wrong; the message names each of them and shows no value."""


@dataclass(frozen=True, slots=True)
class Config:
    """What a process of OrderOps needs to know. Secrets do not show in its repr."""

    database_url: str = field(repr=False)
    webhook_key: str = field(repr=False)
    max_attempts: int
    log_level: str = "INFO"


def load_config(environ: Mapping[str, str]) -> Config:
    """Reads DATABASE_URL, WEBHOOK_KEY and MAX_ATTEMPTS, and LOG_LEVEL if it is there."""
    faults = [f"{name} is missing" for name in ("DATABASE_URL", "WEBHOOK_KEY", "MAX_ATTEMPTS") if not environ.get(name)]
    attempts = environ.get("MAX_ATTEMPTS", "")
    if attempts and not (re.fullmatch("[0-9]{1,3}", attempts) and int(attempts) > 0):
        faults.append("MAX_ATTEMPTS must be a whole number from 1 to 999")
    level = environ.get("LOG_LEVEL", "INFO")
    if level not in ("DEBUG", "INFO", "WARNING", "ERROR"):
        faults.append("LOG_LEVEL must be DEBUG, INFO, WARNING or ERROR")
    if faults:
        raise ConfigError("; ".join(faults))
    return Config(environ["DATABASE_URL"], environ["WEBHOOK_KEY"], int(attempts), level)
