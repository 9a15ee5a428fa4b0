"""A cache that is bounded by the memory that its values take."""

import threading
from collections.abc import Hashable
from typing import Generic, TypeVar

_Key = TypeVar("_Key", bound=Hashable)

_Value = TypeVar("_Value")


class BoundedCache(Generic[_Key, _Value]):
    """Values by key, up to a number of bytes. When it is full, all values are dropped. Safe under threads."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._values: dict[_Key, _Value] = {}
        self._adding = threading.Lock()
        # Returns the value of a key, or None. It is the dict's own method, as that is the fastest.
        self.get = self._values.get
        self.size = 0

    def keep(self, key: _Key, value: _Value, size: int) -> _Value:
        """Keep a value that takes so many bytes, its key included, and return it."""
        with self._adding:
            if self.size + size > self._limit:
                self._values.clear()
                self.size = 0
            if key not in self._values:
                self._values[key] = value
                self.size += size
        return value
