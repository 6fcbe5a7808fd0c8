"""Documents that are ZIP archives inside: looked over before anything in them is unpacked."""

import io
import re
import zlib
from pathlib import PureWindowsPath
from zipfile import BadZipFile, ZipFile

from interviewer.errors import InterviewerError

_MOST_UNPACKED = 200 * 2**20
_MOST_MEMBERS = 20_000
_MOST_TIMES = 200
"""A member larger than 10 MB that packs better than this is no document."""
_LARGE = 10 * 2**20
_DEVICES = re.compile(r"(?:CON|PRN|AUX|NUL|COM\d|LPT\d)(?:\..*)?", re.IGNORECASE)


def open_archive(content: bytes, file: str) -> ZipFile:
    """The archive that a document is, once its list of members has been found harmless.

    Raises:
        InterviewerError: it is damaged, encrypted, would unpack to too much, or names members outside itself.
    """
    try:
        archive = ZipFile(io.BytesIO(content))
    except (BadZipFile, ValueError, NotImplementedError, OSError, EOFError) as error:
        raise damaged(file) from error
    members = archive.infolist()
    total = sum(member.file_size for member in members)
    swollen = any(
        member.file_size > _LARGE and member.file_size > _MOST_TIMES * max(member.compress_size, 1)
        for member in members
    )
    if total > _MOST_UNPACKED or len(members) > _MOST_MEMBERS or swollen:
        raise InterviewerError(
            f"{file} would unpack to {total / 2**20:,.0f} MB in {_counted(len(members))}, which is refused.",
            "Save its text as a smaller document.",
        )
    for member in members:
        if member.flag_bits & 1:
            raise InterviewerError(f"{file} is encrypted.", "Save it without a password.")
        if _leads_outside(member.filename):
            raise InterviewerError(
                f"{file} holds a part whose name leads outside the archive ({member.filename[:60]!r}).",
                "Documents have no such parts; get it from another source.",
            )
    return archive


def read_member(archive: ZipFile, name: str, file: str) -> bytes:
    """The bytes of a member.

    Raises:
        InterviewerError: it is not there or damaged.
    """
    try:
        return archive.read(name)
    except (
        KeyError,
        BadZipFile,
        zlib.error,
        EOFError,
        NotImplementedError,
        RuntimeError,
        OSError,
        ValueError,
    ) as error:
        raise damaged(file) from error


def _counted(members: int) -> str:
    return "1 part" if members == 1 else f"{members:,} parts"


def damaged(file: str) -> InterviewerError:
    return InterviewerError(f"{file} is damaged: it cannot be unpacked.", "Save or download it again.")


def _leads_outside(name: str) -> bool:
    path = PureWindowsPath(name)  # knows both kinds of slash, and drives
    return bool(path.drive or path.root) or ".." in path.parts or any(_DEVICES.fullmatch(part) for part in path.parts)
