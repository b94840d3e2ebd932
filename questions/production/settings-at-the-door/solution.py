"""Settings from the environment, read when a process of OrderOps starts."""

import re
from dataclasses import dataclass, field

NEEDED = ("DATABASE_URL", "WEBHOOK_KEY", "MAX_ATTEMPTS")
LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")


class ConfigError(ValueError):
    """Some settings are missing or wrong; the message names each and shows no value."""


@dataclass(frozen=True)
class Config:
    database_url: str = field(repr=False)
    webhook_key: str = field(repr=False)
    max_attempts: int
    log_level: str = "INFO"


def load_config(environ):
    faults = [f"{name} is missing" for name in NEEDED if not environ.get(name)]
    attempts = environ.get("MAX_ATTEMPTS", "")
    if attempts and not (re.fullmatch("[0-9]{1,3}", attempts) and int(attempts) > 0):
        faults.append("MAX_ATTEMPTS must be a whole number from 1 to 999")
    level = environ.get("LOG_LEVEL", "INFO")
    if level not in LEVELS:
        faults.append(f"LOG_LEVEL must be one of {', '.join(LEVELS)}")
    if faults:
        raise ConfigError("; ".join(faults))
    return Config(environ["DATABASE_URL"], environ["WEBHOOK_KEY"], int(attempts), level)
