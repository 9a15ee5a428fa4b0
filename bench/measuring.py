"""What the parts share: contenders that take turns, and tables of what was found.

Machines are noisy. In each round every contender has its turn, so that what disturbs one disturbs all, and ratios are
taken within a round.
"""

import os
import platform
import statistics
import sys
import time
from collections.abc import Callable, Mapping, Sequence

ROUNDS = 7

Found = Mapping[str, Sequence[float]]


def rounds(contenders: Mapping[str, Callable[[], float]], count: int = ROUNDS) -> Found:
    """Let each contender measure itself in turns, and give what each has measured, in order."""
    found: dict[str, list[float]] = {name: [] for name in contenders}
    for number in range(count):
        if sys.stderr.isatty():
            print(f"round {number + 1} of {count}", end="\r", file=sys.stderr, flush=True)
        # There and back, as whoever comes after a glutton may find less.
        for name in list(contenders)[:: -1 if number % 2 else 1]:
            found[name].append(contenders[name]())
    return found


def seconds(call: Callable[[], object], times: int = 1) -> float:
    """Call several times, and give what one call took."""
    start = time.perf_counter()
    for _ in range(times):
        call()
    return (time.perf_counter() - start) / times


def heading(title: str, note: str = "") -> None:
    """Print a heading in Markdown, with the date and the machine."""
    machine = f"{time.strftime('%Y-%m-%d')}, Python {platform.python_version()}, {os.cpu_count()} cores"
    print(f"### {title}\n\n{', '.join(filter(None, (machine, note)))}\n")


def table(found: Found, unit: str, base: Mapping[str, str] | str = "", of: str = "") -> None:
    """Print a table in Markdown: medians, their spread, and the median ratio to a base, which may differ by row."""
    print(f"| | {unit} | spread |" + (f" {of} |" if of else ""))
    print("| --- | ---: | ---: |" + (" ---: |" if of else ""))
    for name, values in found.items():
        median = statistics.median(values)
        spread = (max(values) - min(values)) / median
        line = f"| {name} | {_number(median)} | {spread:.0%} |"
        if of:
            others = found[base if isinstance(base, str) else base[name]]
            ratio = statistics.median(one / other for one, other in zip(values, others, strict=True))
            line += f" {ratio:.2f} |" if ratio >= 0.1 else f" {ratio:.4f} |"  # noqa: PLR2004 - a twentieth or a fiftieth?
        print(line)
    print(flush=True)


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"  # noqa: PLR2004 - three digits tell enough
