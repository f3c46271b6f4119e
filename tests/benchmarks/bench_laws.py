"""How well and how fast citations are judged: python tests/benchmarks/bench_laws.py [FOLDER].

FOLDER has the official XML files, one a statute, named by slug; without it the tables about changed laws are left out.
Everything is counted on the guide as it is.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
import tempfile
import time
import xml.etree.ElementTree as ET
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from copy import deepcopy
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[1]), str(Path(__file__).resolve().parents[1] / "unit")]

from conftest import REPOSITORY
from test_citations import DECISIONS, SPELLINGS, norms

from lotse import laws, model
from lotse.laws import (
    citations,
    mentions,
)
from lotse.laws import report as lawreport
from lotse.laws import update as lawupdate
from lotse.laws.citations import Norm
from lotse.laws.structure import ends, spell

FINE = ("ok", "unverified")
Place = tuple[str, str]  # statute, section


def table(title: str, head: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> None:
    """Print a table in Markdown."""
    print(f"\n{title}\n\n| {' | '.join(head)} |\n|{'---|' * len(head)}")
    for row in rows:
        print("| " + " | ".join(str(one) for one in row) + " |")


# --- citations as they are ------------------------------------------------------------------------


def spellings() -> tuple[int, int]:
    """How many spellings are read as they should, and how many there are."""
    right = sum(norms(text) == expected for text, expected in SPELLINGS)
    for text, expected in DECISIONS:
        found = citations.find(f"So auch {text}, wie gesagt.")
        right += [(one.court, one.date, one.docket) for one in found] == [expected]
    return right, len(SPELLINGS) + len(DECISIONS)


def resolved(found: list[mentions.Mention]) -> Iterator[tuple[object, ...]]:
    """Rows: statute, norms cited, resolved, not verified, wrong."""
    count: dict[str, Counter[str]] = defaultdict(Counter)
    for one in found:
        status = one.resolution.status
        count[one.citation.statute or one.citation.court or "?"]["wrong" if status not in FINE else status] += 1
    for name in sorted(count, key=lambda name: -count[name].total()):
        yield name, count[name].total(), count[name]["ok"], count[name]["unverified"], count[name]["wrong"]
    every = sum(count.values(), Counter())
    yield "**all**", every.total(), every["ok"], every["unverified"], every["wrong"]


# --- pages that cite wrongly ----------------------------------------------------------------------


def faults(known: laws.Laws, norm: Norm, name: str) -> Iterator[tuple[str, str]]:
    """Kinds of fault and the citation with that fault: each names what the statute just about does not have."""
    structure = known.structures[name].norms
    entry = structure.get(str(norm.para), {})
    yield "§", f"{spell(norm._replace(para=following(structure)))} {name}"
    yield "statute", f"{spell(norm)} {name}X"
    if "absaetze" not in entry or entry.get("partial"):
        return  # not verified, and said to be so
    absaetze = entry["absaetze"]
    yield "Absatz", f"{spell(norm._replace(absatz=following(absaetze)))} {name}"
    place = absaetze.get(str(norm.absatz or "0"), {})
    if not place.get("saetze"):
        return
    if norm.satz is None or not norm.inner:
        yield "Satz", f"{spell(Norm(norm.para, norm.absatz, str(place['saetze'] + 1), article=norm.article))} {name}"
    numbers = {
        number: letters for one in place.get("nummern", {}).values() for number, letters in one.items() if number
    }
    yield "Nummer", f"{spell(Norm(norm.para, norm.absatz, nummer=following(numbers), article=norm.article))} {name}"
    if norm.nummer in numbers:
        letters = (numbers[str(norm.nummer)] or "").split()
        letter = chr(ord(letters[-1]) + 1) if letters else "a"
        yield (
            "Buchstabe",
            f"{spell(Norm(norm.para, norm.absatz, None, norm.nummer, letter, article=norm.article))} {name}",
        )


def following(numbers: Iterable[str]) -> str:
    """The number after the highest."""
    return str(max((int(re.sub("[^0-9]", "", one) or 0) for one in numbers), default=0) + 1)


def wrongly_cited(known: laws.Laws, found: list[mentions.Mention]) -> Iterator[tuple[object, ...]]:
    """Rows: kind of fault, planted, found."""
    planted: Counter[str] = Counter()
    noticed: Counter[str] = Counter()
    for one in found:
        norm, name = one.resolution.norm, known.statute(one.citation.statute)
        if norm and name in known.structures and one.resolution.status == "ok" and not norm.old_version:
            single = norm._replace(
                **{level: ends(part)[0] for level in citations.LEVELS[:6] if (part := getattr(norm, level))}
            )
            for kind, text in faults(known, single, str(name)):
                planted[kind] += 1
                noticed[kind] += any(
                    result.status not in FINE for cited in known.find(text) for result in known.resolve(cited, text)
                )
    for kind in planted:
        yield kind, planted[kind], noticed[kind]


# --- laws that change -----------------------------------------------------------------------------


def texts(element: ET.Element) -> Iterator[tuple[ET.Element, str, str]]:
    """Element, attribute (text or tail) and text of everything printed."""
    for one in element.iter():
        for attribute in ("text", "tail"):
            if text := getattr(one, attribute):
                yield one, attribute, text


def substituted(pattern: str, replacement: str, every: bool = False) -> Callable[[ET.Element], bool]:
    """A change of the first text (of every text) that has the pattern."""

    def change(norm: ET.Element) -> bool:
        content, done = norm.find("textdaten/text/Content"), False
        for element, attribute, text in list(texts(content)) if content is not None else []:
            if (every or not done) and re.search(pattern, text):
                setattr(element, attribute, re.sub(pattern, replacement, text, count=0 if every else 1))
                done = True
        return done

    return change


def repealed(norm: ET.Element) -> bool:
    """The last numbered Absatz of several goes."""
    heads = [
        one
        for one in norm.findall("textdaten/text/Content/P")
        if re.match(r"\(\d+[a-z]?\) (?!\(weggefallen)", one.text or "")
    ]
    if len(heads) < 2:
        return False
    head = (heads[-1].text or "").split()[0]
    for child in list(heads[-1]):
        heads[-1].remove(child)
    heads[-1].text = f"{head} (weggefallen)"
    return True


def inserted(norm: ET.Element) -> bool:
    """An enumeration gets one more Nummer."""
    one = norm.find("textdaten/text/Content//DL")
    if one is None or not (one.findtext("DT") or "").rstrip(".").isdigit():
        return False
    ET.SubElement(one, "DT").text = "99."
    ET.SubElement(ET.SubElement(one, "DD"), "LA").text = "etwas Neues."
    return True


def moved(norm: ET.Element) -> bool:
    """Another number for the section."""
    name = norm.find("metadaten/enbez")
    if name is None:
        return False
    name.text = re.sub(r"\d+", lambda digits: str(int(digits[0]) + 9000), name.text or "")
    return True


KINDS: dict[str, tuple[Callable[[ET.Element], bool], set[str]]] = {
    "number changed": (substituted(r"(?<![\d(§])(?<!§ )\b[1-9]\d*(?= [A-ZÄÖÜ])", "77"), {"reworded", "structure"}),
    "sentence reworded": (
        substituted(r"(?<=[a-zäöüß]{4}) (?=[a-zäöüß]{3})", " ausnahmsweise "),
        {"reworded", "structure"},
    ),
    "Absatz repealed": (repealed, {"structure"}),
    "Nummer inserted": (inserted, {"structure"}),
    "§ moved": (moved, {"moved", "removed"}),
    "reflowed": (substituted(r" +", "\n\t ", every=True), set()),
}


class Changed:
    """The official texts with one kind of change in every section that is cited."""

    def __init__(self, trees: dict[str, ET.Element], cited: set[Place], kind: str) -> None:
        self.trees, self.cited, self.change = trees, cited, KINDS[kind][0]
        self.planted: set[Place] = set()

    def where(self, slug: str) -> str:
        """Nowhere."""
        return slug

    def read(self, slug: str) -> bytes:
        """The changed statute."""
        root = deepcopy(self.trees[slug])
        for norm in root.iter("norm"):
            found = re.fullmatch(r"(?:§|Art)\s*([0-9]+[a-z]*)", (norm.findtext("metadaten/enbez") or "").strip())
            if found and (slug, found[1]) in self.cited and self.change(norm):
                self.planted.add((slug, found[1]))
        return ET.tostring(root, encoding="utf-8", xml_declaration=True)


def plainly_cited(site: model.Site, known: laws.Laws) -> dict[Place, set[str]]:
    """Pages by the sections they cite in the plainest form; found by a search of its own, to compare with."""
    names = "|".join(sorted((re.escape(name) for name in known.structures), key=len, reverse=True))
    plain = re.compile(
        rf"(?:§|Art\.) ([0-9]+[a-z]*)(?: (?:Abs\. [0-9]+[a-z]*|Satz [0-9]+|Nr\. [0-9]+[a-z]*|Buchst\. [a-z]))* ({names})\b(?! NR?W)"
    )
    found = defaultdict(set)
    for page in site.pages.values():
        for run in (run for run in page.doc.runs if run.kind != "CodeBlock"):
            for para, name in plain.findall(re.sub("[\u00a0\u202f]", " ", run.text)):
                found[str(known.statutes[name]["slug"]), para].add(page.path)
    return found


def changes(site: model.Site, known: laws.Laws, folder: Path) -> Iterator[tuple[object, ...]]:
    """Rows: kind of change, sections, reported, pages, named."""
    slugs = {str(entry["slug"]): name for name, entry in known.statutes.items() if name in known.structures}
    trees = {slug: ET.parse(folder / f"{slug}.xml").getroot() for slug in slugs}
    pages = plainly_cited(site, known)
    living = {place for place in pages if "hash" in known.structures[slugs[place[0]]].norms.get(place[1], {})}
    for kind, (_, expected) in KINDS.items():
        source = Changed(trees, living, kind)
        old, new, after = lawupdate.update(site.root, source)
        reported = lawreport.differences(old, new)
        lawreport.cite(site, after, reported)
        by_place = {
            (str(known.statutes[one.statute]["slug"]), one.norm.split()[-1]): one
            for one in reported
            if one.kind != "new"
        }
        hit = [place for place in source.planted if place in by_place and by_place[place].kind in expected]
        wanted = [(place, page) for place in source.planted for page in pages[place]]
        named = [1 for place, page in wanted if place in by_place and page in by_place[place].lines]
        yield kind, len(source.planted), len(hit), len(wanted), len(named), len(by_place.keys() - source.planted)


def measured(folder: Path) -> tuple[float, float, float]:
    """Seconds of work, seconds on the clock and peak megabytes of ``lotse laws update --from``, start of Python included."""
    with tempfile.TemporaryDirectory() as copy:
        shutil.copytree(REPOSITORY / "docs", Path(copy, "docs"))
        shutil.copy(REPOSITORY / "mkdocs.yml", copy)
        start = time.perf_counter()
        command = [sys.executable, "-m", "lotse", "--root", copy, "laws", "update", "--from", str(folder)]
        process = os.posix_spawn(
            sys.executable, command, os.environ, file_actions=[(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
        )
        _, _, usage = os.wait4(process, 0)
        return usage.ru_utime + usage.ru_stime, time.perf_counter() - start, usage.ru_maxrss / 1024


def main() -> None:
    """Print all tables."""
    # First, for a process starts out with the memory of whoever started it.
    update = measured(Path(sys.argv[1])) if len(sys.argv) > 1 else None
    site = model.load(REPOSITORY)
    known = laws.load(REPOSITORY)
    [page.doc for page in site.pages.values()]
    start = time.process_time()
    found = mentions.mentions(site)
    seconds = time.process_time() - start
    right, every = spellings()
    print(f"{len(site.pages)} pages, {len(found)} norms and decisions cited, found and resolved in {seconds:.2f} s")
    print(f"{right} of {every} spellings judged as expected")
    table("Citations of the guide", ("statute or court", "cited", "resolved", "not verified", "wrong"), resolved(found))
    table("Wrong citations planted", ("fault", "planted", "found"), wrongly_cited(known, found))
    if update:
        head = ("change", "§§", "reported", "citing pages", "named", "reported beside")
        table("Changes planted in the cited sections of all statutes", head, changes(site, known, Path(sys.argv[1])))
        work, clock, peak = update
        print(
            f"\nlaws update --from, {len(known.structures)} statutes: {work:.1f} s of work, {clock:.1f} s on the clock, peak {peak:.0f} MB"
        )


if __name__ == "__main__":
    main()
