"""The bytes of a safetensors file, read once, and where its tensors lie in them."""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

Bytes = npt.NDArray[np.uint8]

_LENGTH_BYTES = 8


@dataclass(frozen=True, slots=True)
class TensorPlace:
    """A float32 tensor as a stretch of the file."""

    shape: tuple[int, ...]
    start: int
    """First byte, counted from the start of the file."""
    length: int
    """In bytes."""

    def of(self, content: Bytes) -> npt.NDArray[np.float32]:
        """The tensor itself: a view, not a copy."""
        return content[self.start : self.start + self.length].view(np.float32).reshape(self.shape)


def read_bytes(path: Path) -> Bytes:
    """The whole file. NumPy's memory comes in large pages: three times as fast as `Path.read_bytes` for 90 MB.

    Raises:
        OSError: the file cannot be read.
    """
    with path.open("rb") as file:
        content = np.empty(path.stat().st_size, dtype=np.uint8)
        return content[: file.readinto(content.data)]


def tensor_places(content: Bytes) -> dict[str, TensorPlace]:
    """The float32 tensors of a safetensors file by name (format: huggingface.co/docs/safetensors)."""
    data = _LENGTH_BYTES + int.from_bytes(content[:_LENGTH_BYTES].tobytes(), "little")
    header = json.loads(content[_LENGTH_BYTES:data].tobytes())
    places = {}
    for name, entry in header.items():
        if entry.get("dtype") == "F32":
            start, end = entry["data_offsets"]
            places[name] = TensorPlace(tuple(entry["shape"]), data + start, end - start)
    return places
