"""A mock interviewer for the terminal: asks, listens, grades against reference passages and shows its evidence."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from interviewer.models import Grade
    from interviewer.settings import Settings
    from interviewer.workspace import Workspace

__version__ = "0.1.0"
__all__ = ["Grade", "Settings", "Workspace", "__version__"]

_HOMES = {"Grade": "interviewer.models", "Settings": "interviewer.settings", "Workspace": "interviewer.workspace"}


def __getattr__(name: str) -> Any:
    # Public names are looked up on first use, so that `import interviewer` stays light.
    if name in _HOMES:
        from importlib import import_module

        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
