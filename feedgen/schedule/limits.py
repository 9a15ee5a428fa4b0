"""How much work a schedule file may cause. Files may come from strangers, and none may delay the others."""

from dataclasses import dataclass
from datetime import datetime

from pydantic_core import PydanticCustomError

from feedgen.schedule.raising import MOST_PROBLEMS

# Far more than any schedule that people write.
MOST_BYTES = 2**20

# Episodes that all runs and changes of a file name together: four times what one calendar may hold.
_MOST_EPISODES = 20_000

# Changes of a season times its episodes, summed over the file: each change goes through all of them.
_MOST_STEPS = 500_000

# How many times longer a change takes that moves all episodes of a season.
STEPS_OF_MOVE = 20

# Microseconds, about, in which all rules of a file find their days.
_MOST_RULE_COST = 1_000_000


@dataclass(slots=True)
class Reading:
    """One reading of a file: the present, whether the show is a film, and how much work the rest of it may cause.

    `now` is the present instant, or None if dates in the future are not to be refused.
    """

    now: datetime | None
    film: bool
    _episodes: int = _MOST_EPISODES
    _steps: int = _MOST_STEPS
    _rule_cost: int = _MOST_RULE_COST
    _advice: int = MOST_PROBLEMS

    def take_episodes(self, count: int) -> None:
        """Count episodes that the file names. Raises PydanticCustomError once they are too many."""
        self._episodes -= count
        if self._episodes < 0:
            raise _too_much(f"the file names more than {_MOST_EPISODES:,} episodes")

    def take_steps(self, count: int) -> None:
        """Count changes times episodes. Raises PydanticCustomError once they are too many."""
        self._steps -= count
        if self._steps < 0:
            raise _too_much(f"the file has more than {_MOST_STEPS:,} changes times the episodes of their seasons")

    def take_rule(self, cost: int = 0) -> None:
        """Count the cost of a rule. Raises PydanticCustomError if the rules before it have cost too much."""
        if self._rule_cost < 0:
            raise _too_much("the rules of the file take too long to follow")
        self._rule_cost -= cost

    def take_advice(self) -> bool:
        """Count a mistake whose remedy takes long to find. Return False once more are counted than are told."""
        self._advice -= 1
        return self._advice >= 0


def _too_much(message: str) -> PydanticCustomError:
    remedy = "divide it among several files, each a show"
    return PydanticCustomError("schedule", "{message}", {"message": message, "remedy": remedy})
