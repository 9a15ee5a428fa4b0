"""The bytes of a schedule file into a show, or into all problems in it. Nothing is read from disk."""

from datetime import datetime

from pydantic import ValidationError

from feedgen.errors import Problem, ScheduleError
from feedgen.plan.show import Kind, Show
from feedgen.schedule.documents import document_of
from feedgen.schedule.limits import Reading
from feedgen.schedule.problems import told
from feedgen.schedule.shows import ShowKeys
from feedgen.schedule.slugs import slug_problems
from feedgen.schedule.toml_lines import line_numbers


def parse(data: bytes, file: str, slug: str, now: datetime | None) -> Show:
    """Read the bytes of the schedule file of the show `slug`; `file` is its name in messages.

    Changes and announcements after `now` (with a zone) are problems; None allows any date.

    Raises ScheduleError with all problems, or with the first one in the encoding or in the TOML.
    """
    problems = slug_problems(slug, file)
    text, document = document_of(data, file)
    reading = Reading(now, film=document.get("kind") == Kind.FILM)
    try:
        keys = ShowKeys.model_validate(document, context=reading)
    except ValidationError as error:
        problems += told(error, document, line_numbers(text), file)
    except RecursionError:
        problems.append(Problem(file, 0, "", "brackets are nested too deeply"))
    if problems:
        raise ScheduleError(problems)
    return keys.show(slug)
