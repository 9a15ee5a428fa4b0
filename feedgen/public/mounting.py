"""Mounting the calendars inside another Flask application, below a path."""

import re
from os import PathLike
from pathlib import Path

from flask import Flask
from werkzeug.middleware.dispatcher import DispatcherMiddleware

from feedgen.errors import FeedgenError
from feedgen.web.app import create_app
from feedgen.web.hosts import checked_base_url

_PREFIX = re.compile(r"(/[A-Za-z0-9._~-]+)+")


def mount(
    app: Flask,
    prefix: str,
    *,
    schedules: str | PathLike[str],
    base_url: str = "",
    templates: str | PathLike[str] | None = None,
    **settings: object,
) -> Flask:
    """Serve the calendars of a folder of schedules below a path of an application, such as "/calendar".

    `base_url` is the public address of the application, without the prefix. If it is empty, requests are answered to
    the hosts in the application's setting TRUSTED_HOSTS, or else only to this machine's own names. A template in the
    folder `templates` replaces the one of the same name, and may extend it as "feedgen/NAME". Other settings are those
    of `create_app`.

    Returns the application of the calendars, which has its own configuration and environment of templates. Several can
    be mounted at different prefixes. Raises FeedgenError for a prefix, folder or setting that cannot be used.
    """
    if not _PREFIX.fullmatch(prefix):
        raise FeedgenError(f"the prefix is a path such as /calendar, without a slash at its end, not '{prefix}'")
    mounted: dict[str, Flask] = app.extensions.setdefault("feedgen-mounted", {})
    if prefix in mounted:
        raise FeedgenError(f"there is something at {prefix} already; mount the other calendars elsewhere")
    config = {
        "SCHEDULES": Path(schedules),
        "BASE_URL": checked_base_url(base_url) + prefix if base_url else "",
        "TRUSTED_HOSTS": app.config.get("TRUSTED_HOSTS") or (),
        **({"TEMPLATES": templates} if templates else {}),
        **settings,
    }
    calendars = create_app(config)
    mounted[prefix] = calendars
    app.wsgi_app = DispatcherMiddleware(app.wsgi_app, {prefix: calendars})  # type: ignore[method-assign]  # as Flask has it
    return calendars
