"""The ways to subscribe to a feed."""

from dataclasses import dataclass
from urllib.parse import quote

from markupsafe import Markup

from feedgen.feeds import wording
from feedgen.feeds.captions import feed_title
from feedgen.feeds.feed import AnyFeed
from feedgen.feeds.selection import Selection
from feedgen.feeds.site import Site
from feedgen.feeds.variant import Variant
from feedgen.languages import Language
from feedgen.pages.choices import Choices, choices, chosen_variant
from feedgen.pages.qr_codes import CODES
from feedgen.pages.visit import Choice, Visit


@dataclass(frozen=True, slots=True)
class App:
    """A way to subscribe: `name` is an app's, `note` says what happens and how soon the app looks again.

    `id` is the word by which scripts and styles know it. `device` is the kind of device whose likely app it is, empty
    for most; its large button says `call`.
    """

    id: str
    name: str
    note: str
    address: str
    device: str = ""
    call: str = ""


@dataclass(frozen=True, slots=True)
class Subscription:
    """A feed to subscribe to, with its address, in words and as a QR code (SVG) of the `page` to do it from."""

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
    """A feed, with what can be chosen of it."""

    choices: Choices
    subscription: Subscription


_GOOGLE = "https://calendar.google.com/calendar/u/0/r?cid="


_OUTLOOK = "https://outlook.live.com/calendar/0/addfromweb"


_MICROSOFT_365 = "https://outlook.office.com/calendar/0/addfromweb"


def apps(site: Site, feed: AnyFeed, variant: Variant, name: str, language: Language) -> tuple[App, ...]:
    """List the apps that have an address to be asked by; `name` is what the calendar is to be called there."""
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
        # Google knows only webcal: in this place.
        App("google", "Google", google, _GOOGLE + quote(webcal, safe="")),
        App("outlook", "Outlook.com", outlook, _OUTLOOK + from_web, "windows", _("Subscribe with Outlook")),
        # The new Outlook strips webcal: of what it is sent.
        App("classic", "Outlook (classic)", classic, webcal),
        App("microsoft365", "Microsoft 365", work, _MICROSOFT_365 + from_web),
        App("desktop", "Thunderbird", desktop, webcal, "desktop", _("Subscribe in your calendar app")),
        App("android", "Android", android, intent(https, site.page(feed)), "android", _("Subscribe in an app")),
    )


def intent(https: str, fallback: str) -> str:
    """Return the address that opens an app of Android, and without one a fallback.

    Its browsers do not know `webcal:`. ICSx⁵ takes `webcals:` for https, and `webcal:` for http.
    """
    scheme, rest = https.split(":", 1)
    webcal = "webcals" if scheme == "https" else "webcal"
    return f"intent:{rest}#Intent;scheme={webcal};S.browser_fallback_url={quote(f'{fallback}#more-apps', safe='')};end"


def subscription(selection: Selection, visit: Visit, choice: Choice) -> Subscription:
    """Offer a feed in every way."""
    feed, variant = selection.feed, chosen_variant(selection, visit, choice)
    title = feed_title(selection, visit.language)
    return Subscription(
        title=title,
        count=wording.counted(len(selection.airings), visit.language),
        https=visit.site.feed(feed, variant),
        download=visit.site.download(feed, variant),
        apps=apps(visit.site, feed, variant, title, visit.language),
        page=visit.page(selection.feed, choice),
        # Of the page, as a phone's camera cannot do much with webcal: and the page knows what suits the phone.
        qr=CODES.draw(visit.page(feed, choice)),
    )


def offer_of(selection: Selection, visit: Visit, choice: Choice) -> Offer:
    """Offer a feed that has no parts."""
    return Offer(choices((), selection, visit, choice), subscription(selection, visit, choice))
