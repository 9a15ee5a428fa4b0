"""The shows of a catalogue, each read when it is asked for."""

from collections.abc import Iterator, Mapping, ValuesView

from feedgen.catalog.library import Library, folded
from feedgen.catalog.source import Source
from feedgen.plan.show import Show
from feedgen.plan.timeline import Catalogued, Timelines


class Shows(Catalogued):
    """The shows of sources, by slug in order. A source is read when its show is asked for.

    Until then an unsound source counts among the slugs; asking for its show raises KeyError.
    """

    def __init__(self, library: Library, sources: Mapping[str, Source]) -> None:
        self._library = library
        self._sources = sources

    def __getitem__(self, slug: str) -> Show:
        if show := self._library.show(self._sources[slug]):
            return show
        raise KeyError(slug)

    def __iter__(self) -> Iterator[str]:
        sound = self._library.is_sound
        return (slug for slug, source in self._sources.items() if sound(source))

    def __len__(self) -> int:
        return sum(map(self._library.is_sound, self._sources.values()))

    def search(self, text: str) -> list[str]:
        """Return the slugs of the shows that have each word of a text, or a longer one, in title, service or slug.

        A show that has not been read yet is found by its slug alone.
        """
        wanted, words = folded(text).split(), self._library.words
        return [slug for slug in self if all(word in words(self._sources[slug]) for word in wanted)]

    def timelines(self) -> Mapping[str, Timelines]:
        """Return the timelines of all shows; those that have not been read are."""
        found = ((slug, self._library.timelines(source)) for slug, source in self._sources.items())
        return {slug: timelines for slug, timelines in found if timelines}

    def values(self) -> ValuesView[Show]:
        """Return the sound shows. Iterating reads all sources."""
        return _SoundShows(self)


class _SoundShows(ValuesView[Show]):
    def __init__(self, shows: Shows) -> None:
        super().__init__(shows)
        self._shows = shows

    def __iter__(self) -> Iterator[Show]:
        return (show for slug in list(self._shows) if (show := self._shows.get(slug)))
