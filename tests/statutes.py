"""Small invented statutes in the XML form of the federal law site, and a site that cites one."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import yaml
from click.testing import CliRunner
from conftest import REPOSITORY, lay

from lotse.cli import main
from lotse.source import schema

PAGE = "docs/de/leitfaden/beispiel.md"
TURKISH, ARABIC = "docs/tr/leitfaden/beispiel.md", "docs/ar/leitfaden/beispiel.md"
LOCK = "docs/data/laws.lock"
HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
DOCTYPE = '<!DOCTYPE dokumente SYSTEM "http://www.gesetze-im-internet.de/dtd/1.01/gii-norm.dtd">'


def law(*norms: str, head: str = HEAD, built: str = "20260227215502") -> bytes:
    """A statute; each norm is ``§ 1|text of its paragraphs``, these are separated by ¶."""
    body = ""
    for norm in norms:
        sign, _, paragraphs = norm.partition("|")
        content = "".join(f"<P>{part}</P>" for part in paragraphs.split("¶"))
        body += (f"<norm><metadaten><jurabk>T</jurabk><enbez>{sign}</enbez></metadaten><textdaten><text>"
                 f"<Content>{content}</Content></text></textdaten></norm>")  # fmt: skip
    stand = ("<norm><metadaten><standangabe><standtyp>Stand</standtyp><standkommentar>Zuletzt geändert durch Art. 3 G v. "
             "22.12.2025 I Nr. 364</standkommentar></standangabe></metadaten></norm>")  # fmt: skip
    return f'{head}<dokumente builddate="{built}">{stand}{body}</dokumente>'.encode()


def items(*entries: str, inner: str = "") -> str:
    """An enumeration; an entry is ``1.|text``."""
    rows = "".join(
        f"<DT>{label}</DT><DD><LA>{text}{inner}</LA></DD>" for label, _, text in (e.partition("|") for e in entries)
    )
    return f'<DL Type="arabic">{rows}</DL>'


NORMS = {
    "1": "§ 1|(1) Es gilt.¶(2) Es gilt nicht. Das bleibt.",
    "2": "§ 2|Frei sind " + items("1.|Hunde,", "2.|Katzen."),
    "3": "§ 3|(weggefallen)",
    "4": "§ 4|Wer liest, weiß.",
    "5": "§ 5|(1) Wer 16 Jahre alt ist, darf wählen.¶(2) Die Frist beträgt 3 Monate. Sie ist verlängerbar.",
}
LISTED: dict[str, Any] = {
    "text_checked": "2026-02-27",
    "researched": "2026-11-22",
    "statutes": {"TestG": {"name": "Testgesetz", "slug": "testg", "structure": "verified"}},
}
CITING = "\nDas steht in § 1 Abs. 2 Satz 2 TestG, § 2 Nr. 2 TestG und §§ 3 bis 4 TestG a. F.\n"
FIFTH = "\nDie Frist beträgt drei Monate (§ 5 Abs. 2 Satz 1 TestG).\n"


def citing_site(root: Path) -> Path:
    """The clean site with one statute, cited by pages of all languages and by data, pinned from ``laws/``."""
    lay(root)
    for path in [*root.glob("docs/*/**/*.md"), *root.glob("docs/data/**/*.yml")]:
        text = re.sub(r"§ \d+(?: (?:Abs\.|Satz|Nr\.) \d+)* StAG", "§ 1 Abs. 2 TestG", path.read_text("utf-8"))
        path.write_text(text, "utf-8")
    listed(root, LISTED)
    add(root, PAGE, CITING + FIFTH)
    add(root, TURKISH, FIFTH)
    add(root, ARABIC, FIFTH)
    (root / "laws").mkdir()
    (root / LOCK).unlink()
    assert update(root)[0] == 0
    return root


def add(root: Path, path: str, text: str) -> None:
    """Append to a file of the site."""
    (root / path).write_text((root / path).read_text("utf-8") + text, "utf-8")


def listed(root: Path, content: Any) -> None:
    """Write ``laws.yml``."""
    (root / "docs/data/laws.yml").write_text(yaml.safe_dump(content, allow_unicode=True), "utf-8")


def publish(root: Path, built: str = "20260227215502", **norms: str) -> None:
    """Write the statute into ``laws/``; ``_1="…"`` stands for another § 1, an empty text for none."""
    texts = NORMS | {name[1:]: text for name, text in norms.items()}
    (root / "laws/testg.xml").write_bytes(law(*(text for text in texts.values() if text), built=built))


def update(root: Path, *more: str) -> tuple[int, str]:
    """Exit code and all output of ``lotse laws update`` from ``laws/``."""
    if not list((root / "laws").iterdir()):
        publish(root)
    return run(root, "laws", "update", "--from", str(root / "laws"), *more)


def run(root: Path, *arguments: str) -> tuple[int, str]:
    """Exit code and all output of lotse; anything but an orderly end fails the test."""
    result = CliRunner().invoke(main, ["--root", str(root), *arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.output


def changed(root: Path) -> dict[tuple[str, str], dict[str, Any]]:
    """The JSON report of an update, by norm and kind."""
    code, output = update(root, "--report", "json")
    assert code == 0, output
    report = json.loads(output)
    assert list(schema.validate(REPOSITORY, "laws-output.schema.json", report)) == []
    return {(one["norm"], one["kind"]): one for one in report["changed"]}
