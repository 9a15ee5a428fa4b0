"""Templates of a publisher, which replace ours of the same names, and checking them at the start."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from flask import Flask
from jinja2 import BaseLoader, ChoiceLoader, Environment, FileSystemLoader, PrefixLoader, TemplateError, meta, nodes
from jinja2.exceptions import TemplateNotFound, TemplateSyntaxError
from werkzeug.exceptions import HTTPException

from feedgen import resources
from feedgen.errors import FeedgenError
from feedgen.spelling import did_you_mean, nearest

# The prefix of the names by which templates of a publisher extend ours.
_OURS = "feedgen/"

_ENDINGS = ("*.html", "*.xml")


def loader_with(folder: str, ours: BaseLoader | None) -> BaseLoader:
    """Return the loader that finds a template in a folder, else among ours."""
    loaders = [ours] if ours else []
    return ChoiceLoader([FileSystemLoader(folder), *loaders, PrefixLoader({_OURS[:-1]: ChoiceLoader(loaders)})])


def check(app: Flask, folder: str, pages: Mapping[str, str]) -> None:
    """Check that the templates of a folder can be read, and that each of these pages, by path and query, can be made.

    Raises FeedgenError for the first mistake, with the line of the template.
    """
    own = {str(file.relative_to(folder)): file for ending in _ENDINGS for file in sorted(Path(folder).rglob(ending))}
    named: set[str | None] = set()
    for name, file in own.items():
        try:
            app.jinja_env.get_template(name)
            named |= set(_names_in(app.jinja_env, file))
        except (TemplateError, UnicodeDecodeError) as error:
            raise FeedgenError(_told(file, error)) from error
    for name, file in own.items():
        _check_blocks(app.jinja_env, name, file)
    ours = {file.name for file in resources.templates().iterdir()}
    for name, file in own.items():
        if not {name, None} & (ours | named):
            meant = f'; did you mean "{near[0]}"?' if (near := nearest(name, ours)) else ""
            raise FeedgenError(f"{file}: replaces no template, and none includes it{meant}")
    if own:
        _show_each(app, pages, folder)


def _check_blocks(environment: Environment, name: str, file: Path) -> None:
    """Check that a template has no block that the one it extends has not, which would never be shown."""
    tree = _read(environment, name)
    if (known := _inherited(environment, tree)) is None:
        return
    shown = {each.attr for each in tree.find_all(nodes.Getattr) if each.node == nodes.Name("self", "load")}
    for block in tree.body:
        if isinstance(block, nodes.Block) and block.name not in known | shown:
            meant = did_you_mean(block.name, known) or f"there are {', '.join(sorted(known))}"
            told = f'what it extends has no block "{block.name}"'
            raise FeedgenError(f"{file}:{block.lineno}: {told}; {meant}")


def _inherited(environment: Environment, tree: nodes.Template) -> set[str] | None:
    """Return the names of the blocks of all that a template extends; None if that is nothing, or not known."""
    found: set[str] = set()
    seen: set[str] = set()
    while extends := tree.find(nodes.Extends):
        name = extends.template.value if isinstance(extends.template, nodes.Const) else None
        if name is None or name in seen:
            return None
        seen.add(name)
        tree = _read(environment, name)
        found |= {block.name for block in tree.find_all(nodes.Block)}
    return found if seen else None


def _read(environment: Environment, name: str) -> nodes.Template:
    loader = environment.loader or BaseLoader()
    return environment.parse(loader.get_source(environment, name)[0])


def _names_in(environment: Environment, file: Path) -> Iterator[str | None]:
    """Yield the names of the templates that one uses; None is a name that is only known when the page is made."""
    for name in meta.find_referenced_templates(environment.parse(file.read_text("utf-8"))):
        if name:
            environment.get_template(name)
        yield name


def _show_each(app: Flask, pages: Mapping[str, str], folder: str) -> None:
    for path, query in pages.items():
        # Not as a real request: after its first one Flask lets nothing be added to an application.
        with app.test_request_context(path, query_string=query):
            try:
                _show(app)
            except Exception as error:
                raise FeedgenError(_told(Path(folder), error)) from error


def _show(app: Flask) -> None:
    try:
        app.dispatch_request()
    except HTTPException as error:
        app.handle_user_exception(error)


def _told(file: Path, error: Exception) -> str:
    """Return in one line where a template fails, and why."""
    place = str(file)
    if isinstance(error, TemplateSyntaxError):
        place = f"{error.filename or file}:{error.lineno}"
    else:
        trace = error.__traceback__
        while trace:
            name = trace.tb_frame.f_code.co_filename
            if name.endswith((".html", ".xml")):
                place = f"{name}:{trace.tb_lineno}"
            trace = trace.tb_next
    said = str(error) or type(error).__name__
    kind = "there is no template" if isinstance(error, TemplateNotFound) else "the template fails"
    return f"{place}: {kind}: {said}"
