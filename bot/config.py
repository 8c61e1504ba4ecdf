"""Settings: the only reader of the environment and of `.env`."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

_SECRET = re.compile(r"[A-Za-z0-9_-]{16,256}")
"""What Telegram takes for a secret token, and at least 16 of it."""
_PORTS = 65536
_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


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
    web_listen: str = "127.0.0.1:8080"
    web_url: str | None = None
    serve_web: bool = False
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

    @field_validator("webhook_listen", "web_listen")
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

    @field_validator("web_url")
    @classmethod
    def _origin(cls, value: str | None) -> str | None:
        if value is None:
            return None
        parts = urlsplit(value.rstrip("/"))
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.path:
            raise ValueError("https://HOST without a path, such as https://rm.bank.example")
        if parts.scheme == "http" and parts.hostname not in _LOOPBACK:
            raise ValueError(
                "https:// unless it is this machine: sessions would be read on the way"
            )
        return value.rstrip("/")

    @model_validator(mode="after")
    def _page_has_a_name(self) -> Self:
        if self.web_url is None and self.web_address[0] not in _LOOPBACK:
            raise ValueError(
                "RM_WEB_LISTEN is open to others: RM_WEB_URL must say under which https:// name"
            )
        return self

    @property
    def page_url(self) -> str:
        """Where a browser finds the page, without a slash behind."""
        return self.web_url or f"http://{self.web_listen}"

    @property
    def web_address(self) -> tuple[str, int]:
        """The address and port the page listens on."""
        host, _, port = self.web_listen.rpartition(":")
        return host.strip("[]"), int(port)

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
