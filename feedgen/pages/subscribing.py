"""The ways to subscribe to a feed."""

from dataclasses import dataclass
from urllib.parse import quote

from markupsafe import Markup

from feedgen.feeds import wording
from feedgen.feeds.addresses import Site
from feedgen.feeds.captions import feed_title
from feedgen.feeds.feed import AnyFeed
from feedgen.feeds.selection import Selection
from feedgen.feeds.variant import Variant
from feedgen.languages import Language
from feedgen.pages.choices import Choices, choices, chosen_variant
from feedgen.pages.qr_codes import CODES
from feedgen.pages.visit import Choice, Visit


@dataclass(frozen=True, slots=True)
class App:
    """A way to subscribe: the `name` of an app, and a `note` on what happens and how soon the app looks again.

    `id` is its name in scripts and styles. `device` is the kind of device on which it is the likely app, empty for
    most; `call` is the label of its large button there.
    """

    id: str
    name: str
    note: str
    address: str
    device: str = ""
    call: str = ""


@dataclass(frozen=True, slots=True)
class Subscription:
    """A feed to subscribe to: its addresses, and a QR code (SVG) of the `page` from which it is subscribed to."""

    title: str
    count: str
    https: str
    download: str
    apps: tuple[App, ...]
    page: str
    qr: Markup

    @property
    def likely(self) -> tuple[App, ...]:
        """The likely app of each kind of device."""
        return tuple(app for app in self.apps if app.device)


@dataclass(frozen=True, slots=True)
class Offer:
    """A subscription to a feed, with the choices that change it."""

    choices: Choices
    subscription: Subscription


# What it is to subscribe to follows, percent-encoded.
GOOGLE = "https://calendar.google.com/calendar/u/0/r?cid="

_OUTLOOK = "https://outlook.live.com/calendar/0/addfromweb"

_MICROSOFT_365 = "https://outlook.office.com/calendar/0/addfromweb"


def apps(site: Site, feed: AnyFeed, variant: Variant, name: str, language: Language) -> tuple[App, ...]:
    """List the apps that have an address for subscribing; `name` is what the calendar is called there."""
    _ = language.gettext
    https, webcal = site.feed(feed, variant), site.webcal(feed, variant)
    from_web = f"?url={quote(https, safe='')}&name={quote(name, safe='')}"
    apple = _("Your iPhone, iPad or Mac asks, and subscribes. It looks again as often as you set it to.")
    desktop = _(
        "Opens the calendar app of your computer, also Evolution or KOrganizer. How often it looks again is a setting "
        "there."
    )
    google = _(
        "Google Calendar asks, and adds it. It looks again every 4 to 24 hours. Its app on phones cannot: do it once "
        "on a computer with the same account."
    )
    android = _(
        "Opens in an app that subscribes, such as ICSx⁵, which looks again as often as you set it to. Google's app "
        "cannot subscribe: do it once on a computer with the same account."
    )
    outlook = _(
        "For a private account, and the new Outlook for Windows: its web page asks, and imports it. It looks again "
        "about every 3 hours, at times after a day."
    )
    classic = _("Opens the classic Outlook for Windows, which looks again as often as you set it to.")
    work = _("For an account of work or school: Outlook asks, and imports it. It looks again within a day.")
    return (
        App("apple", "Apple", apple, webcal, "apple", _("Subscribe with Apple Calendar")),
        # Google takes only a webcal: address here.
        App("google", "Google", google, GOOGLE + quote(webcal, safe="")),
        App("outlook", "Outlook.com", outlook, _OUTLOOK + from_web, "windows", _("Subscribe with Outlook")),
        # Not for the new Outlook, which ignores webcal: addresses.
        App("classic", "Outlook (classic)", classic, webcal),
        App("microsoft365", "Microsoft 365", work, _MICROSOFT_365 + from_web),
        App("desktop", "Thunderbird", desktop, webcal, "desktop", _("Subscribe in your calendar app")),
        App("android", "Android", android, intent(https, site.page(feed)), "android", _("Subscribe in an app")),
    )


def intent(https: str, fallback: str) -> str:
    """Return the address that opens a calendar app on Android, or the page `fallback` if there is none.

    Browsers there do not know `webcal:`. ICSx⁵ reads `webcals:` as https, and `webcal:` as http.
    """
    scheme, rest = https.split(":", 1)
    webcal = "webcals" if scheme == "https" else "webcal"
    return f"intent:{rest}#Intent;scheme={webcal};S.browser_fallback_url={quote(f'{fallback}#more-apps', safe='')};end"


def subscription(selection: Selection, visit: Visit, choice: Choice) -> Subscription:
    """Return the subscription to a feed in the chosen variant."""
    feed, variant = selection.feed, chosen_variant(selection, visit, choice)
    title = feed_title(selection, visit.language)
    return Subscription(
        title=title,
        count=wording.counted(len(selection.airings), visit.language),
        https=visit.site.feed(feed, variant),
        download=visit.site.download(feed, variant),
        apps=apps(visit.site, feed, variant, title, visit.language),
        page=visit.page(selection.feed, choice),
        # Of the page: cameras of phones cannot open webcal: addresses, and the page offers what suits the phone.
        qr=CODES.draw(visit.page(feed, choice)),
    )


def offer_of(selection: Selection, visit: Visit, choice: Choice) -> Offer:
    """Return the offer of a feed that has no parts."""
    return Offer(choices((), selection, visit, choice), subscription(selection, visit, choice))
