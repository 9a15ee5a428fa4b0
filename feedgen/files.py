"""Files that are written whole: a reader sees the old bytes or the new."""

import contextlib
import os
import tempfile
from pathlib import Path


def replace_file(file: Path, data: bytes) -> None:
    """Put bytes in place of a file in one step: a reader sees the old ones or the new ones, and a crash loses none."""
    handle, temporary = tempfile.mkstemp(prefix=f".{file.name}.", dir=file.parent)
    try:
        with os.fdopen(handle, "wb") as output:
            output.write(data)
            output.flush()
            os.fsync(output.fileno())
        Path(temporary).chmod(file.stat().st_mode)
        Path(temporary).replace(file)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            Path(temporary).unlink()
        raise


def write_file(file: str | Path, data: bytes) -> None:
    """Write a file so that whoever reads it finds the old bytes or the new, and never a part."""
    beside = f"{file}.new"
    with open(beside, "wb") as output:  # noqa: PTH123 - as above
        output.write(data)
    os.replace(beside, file)  # noqa: PTH105 - as above
