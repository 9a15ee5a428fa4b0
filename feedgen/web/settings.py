"""The settings of the application: FEEDGEN_ variables, or the same names without the prefix in a configuration."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from feedgen import languages, resources
from feedgen.catalog.live import GRACE
from feedgen.errors import FeedgenError, cut
from feedgen.spelling import nearest
from feedgen.web import own_site_values
from feedgen.web.hosts import checked_base_url

if TYPE_CHECKING:
    from flask import Flask

PREFIX = "FEEDGEN_"
FLASK_PREFIX = "FEEDGEN_FLASK"

# Variables that Kubernetes and Docker set for a service that is called "feedgen". They are not settings.
_OF_LINKS = re.compile(r"SERVICE_(HOST|PORT(_\w+)?)|PORT(_\d+_(TCP|UDP)(_\w+)?)?|NAME|ENV_\w+")

_ON = ("1", "true", "yes", "on")
_OFF = ("0", "false", "no", "off", "")


def _flag(given: object) -> bool:
    word = str(given).strip().lower()
    if word not in (*_ON, *_OFF):
        raise ValueError("is 1 or 0")
    return word in _ON


def _duration(given: object) -> timedelta:
    try:
        duration = timedelta(seconds=float(str(given)))
    except (ValueError, OverflowError):
        duration = timedelta(-1)
    if duration < timedelta():
        raise ValueError("is a number of seconds")
    return duration


def _interval(given: object) -> timedelta | None:
    return None if given is None else _duration(given)


def _count(given: object) -> int:
    word = str(given).strip()
    if not (word.isascii() and word.isdecimal() and len(word) < 10):  # noqa: PLR2004 - a billion of anything is enough
        raise ValueError("is a whole number")
    return int(word)


def _names(given: object) -> tuple[str, ...]:
    names = given.split(",") if isinstance(given, str) else list(given) if isinstance(given, list | tuple) else []
    return tuple(name.strip() for name in map(str, names) if name.strip())


def read_languages(given: object) -> tuple[str, ...]:
    """Return the tags of languages in a list or a text with commas, or of all. Raises ValueError for an unknown one."""
    names = _names(given)
    if names == ("all",):
        return languages.default_first()
    found = [languages.known(name) for name in names]
    if None in found:
        raise ValueError(f"is tags of languages separated by commas, or all: there are {', '.join(languages.tags())}")
    return tuple(dict.fromkeys(language.tag for language in found if language))


def _base_url(given: object) -> str:
    return checked_base_url(str(given)) if given else ""


def _log_format(given: object) -> str:
    if given not in ("", "plain", "json"):
        raise ValueError("is plain or json")
    return str(given)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """All settings, each under its name in lower case. The reference in the documentation says what each is for."""

    schedules: Path = field(default=resources.SCHEDULES, metadata={"read": lambda given: Path(str(given))})
    base_url: str = field(default="", metadata={"read": _base_url})
    trusted_hosts: tuple[str, ...] = field(default=(), metadata={"read": _names})
    # None means never; only a configuration can have it.
    reload_seconds: timedelta | None = field(default=timedelta(seconds=1), metadata={"read": _interval})
    grace_seconds: timedelta = field(default=GRACE, metadata={"read": _duration})
    cache_mebibytes: int = field(default=64, metadata={"read": _count})
    hsts_seconds: int = field(default=0, metadata={"read": _count})
    show_version: bool = field(default=False, metadata={"read": _flag})
    log_format: str = field(default="", metadata={"read": _log_format})
    log_requests: bool = field(default=False, metadata={"read": _flag})
    log_addresses: bool = field(default=False, metadata={"read": _flag})
    metrics: bool = field(default=False, metadata={"read": _flag})
    metrics_folder: str = field(default="", metadata={"read": str})
    proxies: int = field(default=0, metadata={"read": _count})
    site_name: str = field(default="", metadata={"read": own_site_values.read_name})
    mark: str = field(default="", metadata={"read": own_site_values.read_mark})
    accent: str = field(default="", metadata={"read": own_site_values.read_accent})
    footer_links: tuple[tuple[str, str], ...] = field(default=(), metadata={"read": own_site_values.read_links})
    languages: tuple[str, ...] = field(default=(), metadata={"read": read_languages})
    templates: str = field(default="", metadata={"read": own_site_values.read_folder})


NAMES = tuple(setting.name.upper() for setting in fields(Settings))


def read_settings(variables: Mapping[str, str], config: Mapping[str, object] | None = None) -> Settings:
    """Read settings from environment variables and from a configuration, which wins.

    An empty variable counts as not set. Raises FeedgenError for a value that is not understood, and for a FEEDGEN_
    variable that no setting has.
    """
    given: dict[str, tuple[str, object]] = {}
    for variable, value in variables.items():
        name = variable.removeprefix(PREFIX)
        if name != variable and not variable.startswith(f"{FLASK_PREFIX}_") and not _OF_LINKS.fullmatch(name):
            _refuse_unknown(name, variable, PREFIX)
            if value:
                given[name] = (variable, value)
    given |= {name: (name, value) for name, value in (config or {}).items() if name in NAMES}
    return Settings(**{name.lower(): _read(name, *value) for name, value in given.items()})


def _refuse_unknown(name: str, told: str, prefix: str) -> None:
    if name not in NAMES:
        near = nearest(name, [known.lower() for known in NAMES])
        meant = f'did you mean "{prefix}{near[0].upper()}"?' if near else f"there are {', '.join(NAMES)}"
        raise FeedgenError(f"{told} is no setting, {meant}")


def _read(name: str, told: str, given: object) -> Any:  # noqa: ANN401 - of each setting its own type
    (read,) = (setting.metadata["read"] for setting in fields(Settings) if setting.name == name.lower())
    try:
        return read(given)
    except own_site_values.UnfitError as error:
        raise FeedgenError(f"{told}: {error}") from None
    except ValueError as error:
        raise FeedgenError(f"{told} {error}, not '{cut(str(given))}'") from None


def configure_flask(app: "Flask", config: Mapping[str, object] | None) -> None:
    """Pass Flask its own settings: FEEDGEN_FLASK_ variables, and the names in the configuration that are not ours.

    Raises FeedgenError for a name in the configuration that neither knows.
    """
    theirs = {name: value for name, value in (config or {}).items() if name not in NAMES}
    for name in theirs:
        if name not in app.default_config:
            _refuse_unknown(name, name, "")
    app.config.from_prefixed_env(FLASK_PREFIX)
    app.config.from_mapping(theirs)
