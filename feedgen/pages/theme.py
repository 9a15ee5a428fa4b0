"""The colours of a site: those of feedgen, or others that follow from one colour that the publisher has chosen.

In every theme, light and dark, all text has enough contrast with its ground (WCAG AA).
"""

from dataclasses import dataclass

from feedgen.pages.colors import READABLE, Color, of_oklch

# The grounds of accents in the style sheet, in the light and in the dark scheme.
CARD, GROUND = Color.named("#ffffff"), Color.named("#f2f3f8")
CARD_AT_NIGHT, GROUND_AT_NIGHT = Color.named("#141933"), Color.named("#0b0e20")

# How much of the glow is mixed into a ground at most that has text on it, and how bright a button gets under the
# pointer.
TINT = 0.18
HOVER = 1.12


@dataclass(frozen=True, slots=True)
class Theme:
    """Colours of a site.

    `day` and `night` are the accents of links and buttons in the light and in the dark scheme, and `on_day` and
    `on_night` are for text on them. The head of a page goes from `dark` to `dusk`; on it `glow` is for what stands out,
    and `haze` for text that does not.
    """

    day: Color
    on_day: Color
    night: Color
    on_night: Color
    dark: Color
    dusk: Color
    glow: Color
    haze: Color

    @property
    def css(self) -> str:
        """The rules that are added to the style sheet, for screens only: prints are black on white.

        They do without `light-dark()`, which browsers of 2023 do not know.
        """
        by_day = f"--accent: {self.day}; --on-accent: {self.on_day};"
        by_night = f"--accent: {self.night}; --on-accent: {self.on_night};"
        sky = f"--night: {self.dark}; --dusk: {self.dusk}; --glow: {self.glow}; --haze: {self.haze};"
        return (
            "@media screen {\n"
            f"  :root {{ {by_day} {sky} }}\n"
            "  @media (prefers-color-scheme: dark) {\n"
            f'    :root:not([data-theme="light"]) {{ {by_night} }}\n'
            "  }\n"
            f'  :root[data-theme="dark"] {{ {by_night} }}\n'
            "}\n"
        )


# The theme in the style sheet.
OURS = Theme(
    day=Color.named("#3a3fb0"),
    on_day=Color.named("#ffffff"),
    night=Color.named("#ffc070"),
    on_night=Color.named("#1c1203"),
    dark=Color.named("#080b1f"),
    dusk=Color.named("#232a63"),
    glow=Color.named("#f2a65a"),
    haze=Color.named("#b9c0ea"),
)


def theme_of(accent: Color) -> Theme:
    """Return the theme of an accent. The accent stays as it is wherever it has enough contrast."""
    lightness, chroma, hue = accent.oklch
    dark, dusk = of_oklch(0.16, min(chroma, 0.045), hue), of_oklch(0.3, min(chroma, 0.1), hue)
    # Not brighter: mixed into a dark ground, it would leave too little contrast with the text.
    glow = of_oklch(min(lightness, 0.92), chroma, hue).readable_on(dusk, darker=False)
    by_day = (CARD, GROUND, glow.over(CARD, TINT), glow.over(GROUND, TINT))
    day = accent.readable_on(*by_day, darker=True)
    while day.brighter(HOVER).contrast(CARD) < READABLE:
        day = day.darker()
    night = accent.readable_on(
        CARD_AT_NIGHT, GROUND_AT_NIGHT, glow.over(CARD_AT_NIGHT, TINT), glow.over(GROUND_AT_NIGHT, TINT), darker=False
    )
    haze = of_oklch(0.82, min(chroma, 0.06), hue)
    return Theme(day, CARD, night, GROUND_AT_NIGHT, dark, dusk, glow, haze)
