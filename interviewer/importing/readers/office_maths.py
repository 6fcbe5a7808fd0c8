"""Formulas of Office documents -> LaTeX."""

from typing import Any

_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_LARGE = {"∑": "\\sum", "∏": "\\prod", "∫": "\\int", "⋃": "\\bigcup", "⋂": "\\bigcap", "∬": "\\iint"}
_DEEPEST = 40


def latex_of(element: Any, depth: int = 0) -> str:  # noqa: PLR0911, PLR0912 - one branch per kind of element
    """The LaTeX of an `oMath` element or a part of one; parts without a LaTeX of their own give their text."""
    if depth > _DEEPEST:
        return "".join(element.itertext())
    parts = {name: _part(element, name, depth) for name in ("e", "num", "den", "sub", "sup", "deg", "fName", "lim")}
    match element.tag.removeprefix(_M):
        case "r":
            return "".join(text.text or "" for text in element.iterfind(f"{_M}t"))
        case "f":
            return f"\\frac{{{parts['num']}}}{{{parts['den']}}}"
        case "sSup":
            return f"{_braced(parts['e'])}^{{{parts['sup']}}}"
        case "sSub":
            return f"{_braced(parts['e'])}_{{{parts['sub']}}}"
        case "sSubSup":
            return f"{_braced(parts['e'])}_{{{parts['sub']}}}^{{{parts['sup']}}}"
        case "rad":
            return f"\\sqrt[{parts['deg']}]{{{parts['e']}}}" if parts["deg"] else f"\\sqrt{{{parts['e']}}}"
        case "nary":
            return _large_operator(element, parts)
        case "d":
            inner = ", ".join(latex_of(part, depth + 1) for part in element.iterfind(f"{_M}e"))
            return f"{_property(element, 'dPr', 'begChr', '(')}{inner}{_property(element, 'dPr', 'endChr', ')')}"
        case "func":
            return f"{parts['fName']} {parts['e']}"
        case "limLow":
            return f"{parts['e']}_{{{parts['lim']}}}"
        case "bar":
            return f"\\overline{{{parts['e']}}}"
        case "acc":
            return f"\\hat{{{parts['e']}}}"
        case name if name.endswith("Pr"):
            return ""
    return "".join(latex_of(child, depth + 1) for child in element)


def _part(element: Any, name: str, depth: int) -> str:
    child = element.find(f"{_M}{name}")
    return "" if child is None else "".join(latex_of(inner, depth + 1) for inner in child)


def _large_operator(element: Any, parts: dict[str, str]) -> str:
    sign = _property(element, "naryPr", "chr", "∫")
    limits = (f"_{{{parts['sub']}}}" if parts["sub"] else "") + (f"^{{{parts['sup']}}}" if parts["sup"] else "")
    return f"{_LARGE.get(sign, sign)}{limits} {parts['e']}"


def _property(element: Any, group: str, name: str, default: str) -> str:
    found = element.find(f"{_M}{group}/{_M}{name}")
    return default if found is None else found.get(f"{_M}val") or ""


def _braced(text: str) -> str:
    return text if len(text) == 1 else f"{{{text}}}"
