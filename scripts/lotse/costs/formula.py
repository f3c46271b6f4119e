"""Formulas of ``costs.yml``: names and + - * / only, read with Python's own parser and never executed.

Bare numbers are refused, so that each number has a name, and with it a source or a reason.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from fractions import Fraction

_ALLOWED = (ast.BinOp, ast.Name, ast.Load, ast.Add, ast.Sub, ast.Mult, ast.Div)
_SIGNS: dict[type[ast.operator], str] = {ast.Add: "+", ast.Sub: "−", ast.Mult: "×", ast.Div: "÷"}


class FormulaError(Exception):
    """The text is no such formula; message and help in German."""

    def __init__(self, message: str, help: str) -> None:
        super().__init__(message)
        self.message, self.help = message, help


def parse(text: str) -> ast.expr:
    """The tree of a formula. Raises FormulaError."""
    try:
        tree = ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise FormulaError(
            f"„{text}“ lässt sich nicht lesen", "nur Kennungen, + - * / und Klammern, zum Beispiel: personen * tage"
        ) from None
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant):
            raise FormulaError(
                f"In der Formel steht „{node.value!r}“ statt einer Kennung",
                "die Zahl unter „inputs“ mit Herkunft oder Grund eintragen und hier ihre Kennung schreiben",
            )
        if not isinstance(node, _ALLOWED):
            raise FormulaError(f"„{text}“ rechnet nicht nur mit + - * /", "in mehrere einfache Formeln teilen")
    return tree


def names(tree: ast.expr) -> list[str]:
    """The names in a formula, each once, from left to right."""
    found = [node for node in ast.walk(tree) if isinstance(node, ast.Name)]
    return list(dict.fromkeys(node.id for node in sorted(found, key=lambda one: one.col_offset)))


def value(tree: ast.expr, look: Callable[[str], Fraction]) -> Fraction:
    """What a formula comes to; exact. Raises ZeroDivisionError, and what ``look`` raises."""
    if isinstance(tree, ast.BinOp):
        left, right = value(tree.left, look), value(tree.right, look)
        match tree.op:
            case ast.Add():
                return left + right
            case ast.Sub():
                return left - right
            case ast.Mult():
                return left * right
            case _:
                return left / right
    assert isinstance(tree, ast.Name)  # parse() lets nothing else through
    return look(tree.id)


def shown(tree: ast.expr, word: Callable[[str], str]) -> str:
    """A formula as people write it; ``word`` says what stands for a name."""
    if not isinstance(tree, ast.BinOp):
        assert isinstance(tree, ast.Name)
        return word(tree.id)
    left, right = shown(tree.left, word), shown(tree.right, word)
    product = isinstance(tree.op, ast.Mult | ast.Div)
    if product and _is_sum(tree.left):
        left = f"({left})"
    if isinstance(tree.right, ast.BinOp) and (product or isinstance(tree.op, ast.Sub)):
        right = f"({right})"
    return f"{left} {_SIGNS[type(tree.op)]} {right}"


def _is_sum(tree: ast.expr) -> bool:
    return isinstance(tree, ast.BinOp) and isinstance(tree.op, ast.Add | ast.Sub)
