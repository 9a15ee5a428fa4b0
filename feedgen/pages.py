"""Shows and seasons into what their pages show, and what the pages of feeds share."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from feedgen import embeds, languages, listings, subscribing, wording, zones
from feedgen.addresses import Feed
from feedgen.airings import Airing, select
from feedgen.history import Entry, season_history
from feedgen.languages import Language
from feedgen.model import Part, Season, Show
from feedgen.options import Format, Variant
from feedgen.page_models import (
    Alternate,
    ChangeRow,
    Choices,
    Frame,
    LanguageLink,
    Option,
    SeasonCard,
    SeasonPage,
    ShowPage,
    Subscription,
)
from feedgen.structured_data import season_data
from feedgen.visits import NO_CHOICE, Choice, Times, Visit


def show_page(show: Show, visit: Visit, choice: Choice = NO_CHOICE) -> ShowPage:
    """Make a show's page."""
    feed = Feed(show.slug)
    airings = select([show], feed)
    return ShowPage(
        title=show.title,
        language=show.language,
        service=show.service,
        url=show.url,
        description=show.description,
        color=show.color,
        seasons=season_cards(show, visit),
        choices=choices((), airings, visit, choice),
        subscription=subscription(feed, show, airings, visit, choice),
        snippets=tuple(embeds.snippets(feed, airings, visit)),
    )


def season_page(show: Show, season: Season, visit: Visit, choice: Choice = NO_CHOICE) -> SeasonPage:
    """Make a season's page. Its times are in the chosen zone, if it has hours."""
    whole = Feed(show.slug, season.number)
    airings = select([show], whole)
    parts = _parts(show, season)
    choice = choice if choice.part in parts else replace(choice, part=None)
    feed = Feed(show.slug, season.number, choice.part)
    language = visit.language
    zone = choice.zone if _has_hours(airings) else ""
    return SeasonPage(
        language=show.language,
        show=show.title,
        season=wording.season_name(season, language),
        show_address=visit.show(show),
        service=show.service,
        url=season.url or show.url,
        description=season.description or show.description,
        color=show.color,
        headline=listings.headline(airings, visit, zone),
        countdown=listings.countdown(airings, visit),
        episodes=listings.rows(airings, visit, zone, _variant(airings, visit, choice)),
        choices=choices(list(_part_options(show, season, parts, visit, choice)), airings, visit, choice),
        subscription=subscription(feed, show, select([show], feed), visit, choice),
        changes=tuple(_change_row(entry, language) for entry in reversed(season_history(show, season, language)[1:])),
        announcements=visit.site.feed(whole, _spoken(visit), Format.ANNOUNCEMENTS),
        snippets=tuple(embeds.snippets(whole, airings, visit)),
        sources=season.sources,
    )


def frame(title: str, summary: str, visit: Visit, feed: Feed | None, choice: Choice = NO_CHOICE) -> Frame:
    """Make what stands around the page of a feed; None is a page that is no feed's, such as one that tells an error."""
    return Frame(
        tag=visit.language.tag,
        direction=visit.language.direction,
        home=visit.home,
        title=title,
        summary=summary,
        address=visit.site.page(feed) if feed else "",
        image=f"{visit.site.base}/static/card.jpg",
        languages=tuple(language_links(visit, lambda there: there.page(feed, choice) if feed else there.home)),
        alternates=tuple(_alternates(feed, title, visit)) if feed else (),
        static=visit.site.static,
    )


def season_frame(show: Show, season: Season, page: SeasonPage, visit: Visit, choice: Choice) -> Frame:
    """Make what stands around a season's page, with what search engines want to know of it."""
    title = wording.season_title(show, season, visit.language)
    around = frame(title, page.headline, visit, Feed(show.slug, season.number), choice)
    return replace(around, structured_data=season_data(show, season, visit.site, visit.language))


def language_links(visit: Visit, address: Callable[[Visit], str]) -> Iterator[LanguageLink]:
    """Give the page in each language, whose address depends on the visit. A site of files is in one language."""
    for tag in languages.tags() if not visit.site.static else ():
        language = languages.of(tag)
        there = replace(visit, language=language, language_chosen=True)
        yield LanguageLink(tag, language.name, language.direction, address(there), language is visit.language)


def _alternates(feed: Feed, title: str, visit: Visit) -> Iterator[Alternate]:
    site, spoken = visit.site, _spoken(visit)
    yield Alternate("text/calendar", title, site.feed(feed, spoken))
    yield Alternate(
        "application/atom+xml",
        visit.language.gettext("%(feed)s: announcements and changes", feed=title),
        site.feed(feed, spoken, Format.ANNOUNCEMENTS),
    )
    yield Alternate("application/json", title, site.feed(feed, spoken, Format.EPISODES))
    yield Alternate("application/json+oembed", title, site.oembed(feed))


def _spoken(visit: Visit) -> Variant:
    """Give the variant that differs in its language alone."""
    return visit.variant(NO_CHOICE)


def _variant(airings: Sequence[Airing], visit: Visit, choice: Choice) -> Variant:
    return visit.variant(choice if _has_hours(airings) else NO_CHOICE)


def _has_hours(airings: Sequence[Airing]) -> bool:
    return any(airing.has_hour for airing in airings)


def season_cards(show: Show, visit: Visit) -> tuple[SeasonCard, ...]:
    """List a show's seasons, the latest first."""
    return tuple(
        SeasonCard(
            title=wording.season_name(season, visit.language),
            address=visit.season(show, season.number),
            headline=listings.headline(select([show], Feed(show.slug, season.number)), visit),
        )
        for season in reversed(show.seasons)
    )


def _parts(show: Show, season: Season) -> tuple[Part, ...]:
    return tuple(part for part in Part if select([show], Feed(show.slug, season.number, part)))


def choices(parts: Sequence[Option], airings: Sequence[Airing], visit: Visit, choice: Choice) -> Choices:
    """Offer what can be chosen of a feed that has these parts, as options, and these airings."""
    _ = visit.language.gettext
    has_hours = bool(visit.places) and _has_hours(airings)
    time_labels = {
        Times.ANNOUNCED: _("All day, on the day announced"),
        Times.HOURS: _("At its hour, in your time zone"),
        Times.DAYS: _("All day, on the day it is in your time zone"),
    }
    times = [Option(times, time_labels[times], times is choice.times) for times in Times if has_hours]
    zone = visit.language.place(choice.zone) if choice.times is not Times.ANNOUNCED else ""
    return Choices(
        parts=tuple(parts),
        times=tuple(times),
        chosen=" · ".join(filter(None, [*(option.label for option in (*parts, *times) if option.chosen), zone])),
        zone=choice.zone or choice.unknown_zone,
        zones=visit.places if has_hours else (),
        mistake=_mistake(choice, visit.language) if has_hours else "",
        language=visit.language.tag if visit.language_chosen else "",
        static=visit.site.static,
    )


def _part_options(show: Show, season: Season, parts: Sequence[Part], visit: Visit, choice: Choice) -> Iterator[Option]:
    _ = visit.language.gettext
    labels = {
        None: _("The whole season"),
        Part.PREMIERE: _("Premiere only"),
        Part.WEEKLY: _("Weekly episodes, after the premiere"),
        Part.FINALE: _("Finale only"),
    }
    for part in (None, *parts):
        option = Option(part or "", labels[part], part == choice.part)
        if visit.site.static:
            feed = Feed(show.slug, season.number, part)
            count = wording.counted(len(select([show], feed)), visit.language)
            option = replace(option, title=wording.feed_title(feed, show, visit.language), count=count)
        yield option


def _mistake(choice: Choice, language: Language) -> str:
    if choice.zone_missing:
        return language.gettext("Name your time zone, please.")
    if not choice.unknown_zone:
        return ""
    mistake = language.gettext("No time zone is called “%(name)s”.", name=choice.unknown_zone)
    if meant := zones.nearest(choice.unknown_zone):
        question = language.gettext("Did you mean %(name)s?", name=meant)
        return f"{mistake} {question}"
    return mistake


def subscription(
    feed: Feed, show: Show | None, airings: Sequence[Airing], visit: Visit, choice: Choice
) -> Subscription:
    """Offer a feed of these airings in every way."""
    variant, title = _variant(airings, visit, choice), wording.feed_title(feed, show, visit.language)
    return Subscription(
        title=title,
        count=wording.counted(len(airings), visit.language),
        https=visit.site.feed(feed, variant),
        download=visit.site.download(feed, variant),
        apps=subscribing.apps(visit.site, feed, variant, title, visit.language),
        # Of the page, as a phone's camera cannot do much with webcal: and the page knows what suits the phone.
        qr=subscribing.qr_code(visit.page(feed, choice)),
    )


def _change_row(entry: Entry, language: Language) -> ChangeRow:
    return ChangeRow(language.day(entry.at.date()), f"{entry.at:%Y-%m-%dT%H:%MZ}", entry.title, entry.lines)
