"""Settings: the only reader of the environment and of `.env`."""

from __future__ import annotations

import re
from pathlib import Path
from zoneinfo import ZoneInfo

from pydantic import SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

_SECRET = re.compile(r"[A-Za-z0-9_-]{16,256}")
"""What Telegram takes for a secret token, and at least 16 of it."""
_PORTS = 65536


class Settings(BaseSettings):
    """What an operator sets; every name is in `.env.example`.

    Raises:
        pydantic.ValidationError: where a value does not fit, with the setting's name.
    """

    model_config = SettingsConfigDict(
        env_prefix="RM_", env_file=".env", env_ignore_empty=True, extra="ignore", frozen=True
    )

    data_dir: Path = Path("./data")
    database_url: str | None = None
    chroma_url: str | None = None
    embedding_model: str = "fitted"
    telegram_token: SecretStr | None = None
    telegram_api_url: str | None = None
    webhook_url: str | None = None
    webhook_secret: SecretStr | None = None
    webhook_listen: str = "127.0.0.1:8443"
    webhook_cert: Path | None = None
    webhook_key: Path | None = None
    llm_model: str | None = None
    llm_base_url: str | None = None
    llm_api_key: SecretStr | None = None
    timezone: str = "Asia/Shanghai"
    retention_years: int = 10

    @field_validator("timezone")
    @classmethod
    def _known_timezone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (KeyError, ValueError) as error:
            raise ValueError(f"unknown time zone {value!r}") from error
        return value

    @field_validator("webhook_secret")
    @classmethod
    def _strong_secret(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not _SECRET.fullmatch(value.get_secret_value()):
            raise ValueError("16 to 256 characters of A-Z a-z 0-9 _ -")
        return value

    @field_validator("webhook_listen")
    @classmethod
    def _host_and_port(cls, value: str) -> str:
        host, _, port = value.rpartition(":")
        if not host or not port.isdecimal() or not 0 < int(port) < _PORTS:
            raise ValueError("HOST:PORT, such as 127.0.0.1:8443")
        return value

    @field_validator("retention_years")
    @classmethod
    def _kept_long_enough(cls, value: int) -> int:
        if value < 1:
            raise ValueError("at least 1 year")
        return value

    @property
    def webhook_address(self) -> tuple[str, int]:
        """The address and port the webhook listens on."""
        host, _, port = self.webhook_listen.rpartition(":")
        return host.strip("[]"), int(port)

    @property
    def store_url(self) -> str:
        """The store's SQLAlchemy URL; an SQLite file in the data folder unless set."""
        return self.database_url or f"sqlite:///{self.data_dir / 'store.db'}"

    @property
    def zone(self) -> ZoneInfo:
        """The zone of all due times."""
        return ZoneInfo(self.timezone)
