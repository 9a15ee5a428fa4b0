"""The schedule language at the top: a show, its seasons, and the rules that span them."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Self

from pydantic import AfterValidator, Field, ValidationInfo, model_validator
from pydantic_core import PydanticCustomError

from feedgen.errors import cut
from feedgen.plan.amending import ChangeError
from feedgen.plan.announcement import ShowFacts
from feedgen.plan.changes import follow_show
from feedgen.plan.show import Kind, Show
from feedgen.schedule.changes import ShowChangeKeys, misdated
from feedgen.schedule.limits import Reading
from feedgen.schedule.raising import Location, raise_all, wrong
from feedgen.schedule.runs import Keys
from feedgen.schedule.seasons import SeasonKeys, each_once
from feedgen.schedule.texts import Color, Language, Line, Text, Url

Seasons = Annotated[
    list[SeasonKeys],
    Field(min_length=1),
    AfterValidator(each_once("season", lambda season: [season.number], "number")),
]


def _kind(text: str) -> str:
    if text not in [*Kind]:
        remedy = 'did you mean "film"?' if text.lower() in ("movie", "film", "cinema") else 'write "series" or "film"'
        raise wrong(f'"{cut(text)}" is no kind of show', remedy)
    return text


class ShowKeys(Keys):
    """A show that releases episodes on a schedule; the file's name is its slug."""

    title: Line = Field(description="The title of the show.", examples=['"For All Mankind"'])
    service: Line = Field(description="Where it can be seen.", examples=['"Apple TV+"'])
    kind: Annotated[str, AfterValidator(_kind)] = Field(
        default=Kind.SERIES.value,
        description='"film" for one film, whose season and episode have number 1 and are not named.',
        json_schema_extra={"enum": [*Kind]},
    )
    url: Url | None = Field(default=None, description="Its page at the service.")
    description: Text | None = Field(default=None, description="A few words on it, for its page.")
    color: Color = Field(
        default="steelblue",
        description="The colour of its calendars: a CSS colour name.",
        examples=['"firebrick"'],
    )
    language: Language = Field(
        default="en", description="The language of the titles, as a BCP 47 tag.", examples=['"en"']
    )
    season: Seasons = Field(description="Its seasons.")
    change: list[ShowChangeKeys] = Field(
        default_factory=list, description="What changed of the show itself after it was announced, in order."
    )

    def show(self, slug: str) -> Show:
        """Return the show after all changes, as a value of `feedgen.plan`."""
        return self._followed(slug)[0]

    def _followed(self, slug: str) -> tuple[Show, Mapping[int, ChangeError]]:
        original = ShowFacts(self.title, self.service, self.url or "", self.description or "", self.color)
        seasons = tuple(sorted((season.season for season in self.season), key=lambda season: season.number))
        show = Show(slug, self.language, Kind(self.kind), original, original, (), seasons)
        return follow_show(show, [change.change for change in self.change]) if self.change else (show, {})

    @model_validator(mode="after")
    def check_changes(self, info: ValidationInfo[Reading]) -> Self:
        """Find changes of the show that are out of order or make no difference, and more than one film."""
        problems = [*misdated(self.change, None, info.context.now)]
        errors = self._followed("show")[1] if self.change else {}
        for index, error in errors.items():
            problems.append((("change", index, error.key), wrong(str(error), error.remedy)))
        raise_all([*problems, *self._not_a_film()])
        return self

    def _not_a_film(self) -> Iterator[tuple[Location, PydanticCustomError]]:
        if self.kind != Kind.FILM:
            return
        for index, season in enumerate(self.season):
            if season.number != 1 or index:
                yield ("season", index, "number"), wrong("a film has one season, with the number 1")
            elif [episode.number for episode in season.season.episodes] not in ([1], []):
                yield ("season", index, "run"), wrong("a film has one episode, with the number 1")
