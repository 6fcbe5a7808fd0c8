"""Parts of a LaTeX document found among its nodes."""

from collections.abc import Sequence
from typing import Any

from pylatexenc.latexwalker import LatexCharsNode, LatexCommentNode, LatexGroupNode, LatexMacroNode

from interviewer.importing.readers.latex_names import CHOICE_MACROS, CORRECT_CHOICES, MACROS_DROPPED


def leading_groups(nodes: Sequence[Any], most: int) -> tuple[list[Any], int]:
    """The groups in braces that follow right behind, and how many nodes they span."""
    groups: list[Any] = []
    taken = 0
    for position, node in enumerate(nodes):
        if len(groups) == most:
            break
        if isinstance(node, LatexGroupNode) and node.delimiters[0] == "{":
            groups.append(node)
            taken = position + 1
        elif not (
            isinstance(node, LatexCommentNode)
            or (isinstance(node, LatexCharsNode) and not node.chars.strip() and "\n\n" not in node.chars)
        ):
            break
    return groups, taken


def table_rows(nodes: Sequence[Any]) -> list[list[list[Any]]]:
    """The nodes of a table, by rows and cells."""
    rows: list[list[list[Any]]] = [[[]]]
    for node in nodes:
        is_macro = isinstance(node, LatexMacroNode)
        if is_macro and node.macroname in {"\\", "tabularnewline", "endhead"}:
            rows.append([[]])
        elif getattr(node, "specials_chars", None) == "&":
            rows[-1].append([])
        elif not (is_macro and node.macroname in MACROS_DROPPED):
            rows[-1][-1].append(node)
    return rows


def choices(nodes: Sequence[Any]) -> list[tuple[bool, list[Any]]]:
    """The nodes of each option of a multiple choice, and whether it is a right one."""
    found: list[tuple[bool, list[Any]]] = []
    for node in nodes:
        if isinstance(node, LatexMacroNode) and node.macroname in CHOICE_MACROS:
            found.append((node.macroname in CORRECT_CHOICES, []))
        elif found:
            found[-1][1].append(node)
    return found
