"""Words: no old names, no abbreviation that nobody explains, and the right words in each language."""

from __future__ import annotations

from collections.abc import Iterator

from lotse import cldr, glossary, laws
from lotse.checks import at, german_day, rule
from lotse.diagnostics import Diagnostic
from lotse.model import ADAPTATION, SOURCE, Page, Site
from lotse.source.markdown import CODE, Run

PATH = "docs/data/glossary.yml"


@rule("warning")
def forbidden(site: Site) -> Iterator[Diagnostic]:
    """Im deutschen Text steht ein Wort, das im Glossar unter `forbidden` steht.

    Warum: Alte Namen führen zu alten Formularen. Erlaubt ist das Wort in einem Satz, der auch den neuen Namen nennt
    oder „früher“ oder „alter Name“ sagt. Nennt das Glossar ein Datum `until`, genügt der neue Name nur bis dahin;
    danach ist das alte Wort ein Fehler.

    Schlecht:
        Das Jobcenter zahlt Bürgergeld.

    Gut:
        Das Jobcenter zahlt Grundsicherungsgeld, das frühere Bürgergeld.
    """
    words = glossary.forbidden(site.value("glossary"))
    for page in site.judged_pages(SOURCE, ADAPTATION):
        for text, run in _texts(page) if words else ():
            for word in (one for one in words if one.hint in text):
                for found in word.written.finditer(text):
                    shown = _without_citations(site, text)
                    said = glossary.sentence(shown, found.start())
                    if shown[found.start()] == CODE or word.excused(said, site.as_of):
                        continue
                    until = f" (galt nur bis {german_day(word.until)})" if word.expired(site.as_of) else ""
                    yield at(
                        page.file,
                        _offset(page, run, found.start()),
                        f"„{found[0]}“ ist ein altes Wort{until}",
                        f"„{word.term}“ schreiben – oder im selben Satz sagen, dass es früher so hieß",
                        source=_entry(site, word.key),
                        severity="error" if until else None,
                    )


@rule("error")
def foreign(site: Site) -> Iterator[Diagnostic]:
    """In einer Übersetzung steht ein Wort, das das Glossar dieser Sprache unter `forbidden` führt.

    Warum: Es bedeutet etwas anderes als der deutsche Begriff, oder es ist ein alter Name.
    """
    for lang in site.judged_languages():
        listed = glossary.foreign(site.text(lang).get("glossary"))
        words = [(one, word, cldr.fold(word)) for one in listed for word in one.forbidden]
        for page in site.in_language(lang) if words else ():
            texts = list(_texts(page))
            whole = cldr.fold("\n".join(text for text, _ in texts))
            found = [one for one in words if one[2] in whole]
            for text, run in texts if found else ():
                folded = cldr.fold(text)
                for one, word, written in found:
                    if written in folded:
                        # Folding may change the length; then the beginning of the paragraph has to do.
                        start = folded.find(written) if len(folded) == len(text) else 0
                        yield at(
                            page.file,
                            _offset(page, run, start),
                            f"„{word}“ ist nicht das Wort für „{one.key}“",
                            f"„{one.term}“ schreiben",
                            source=f"docs/data/text/{lang}.yml",
                        )


@rule("warning")
def letter_word(site: Site) -> Iterator[Diagnostic]:
    """Eine Übersetzung nennt ein Wort nicht auf Deutsch, das so auf Papieren und in Briefen steht.

    Warum: Auf dem Papier in der Hand steht das deutsche Wort. Es gehört auf jeder Seite einmal in Klammern hinter die
    Übersetzung; welche Wörter gemeint sind, sagt `letter` in glossary.yml.
    """
    words = glossary.on_papers(site.value("glossary"))
    named: dict[str, list[glossary.OnPapers]] = {}  # by German text, which is the same for most languages
    for page in site.judged_pages():
        german = site.page(SOURCE, page.key)
        if page.lang in (SOURCE, ADAPTATION) or german is None or german.meta.get("kind") == "index":
            continue
        # Only what is translated can be missing there.
        here = "\n".join(german.sections[name].text for name in page.sections if name in german.sections)
        if here not in named:
            named[here] = [word for word in words if word.stands_in(here)]
        there = "\n".join(text for text, _ in _texts(page))
        folded = there.casefold()
        missing = [w.term for w in named[here] if w.term.casefold() not in folded and not w.stands_in(there)]
        if missing:
            yield at(
                page.file,
                page.body_start,
                f"Auf Deutsch fehlt: {', '.join(missing)}",
                "beim ersten Mal in Klammern hinter die Übersetzung schreiben",
                source=german.path,
            )


def _entry(site: Site, key: str) -> str:
    file = site.data["glossary"]
    return f"{PATH}:{file.file.line(file.yaml.place((key,)))}"


def _texts(page: Page) -> Iterator[tuple[str, Run | None]]:
    """The summary, then all running text with its run."""
    yield str(page.meta.get("summary", "")), None
    for run in page.doc.runs:
        if run.kind not in ("CodeBlock", "HtmlBlock"):
            yield run.text, run


def _offset(page: Page, run: Run | None, start: int) -> int:
    """Byte offset of a character of such a text."""
    return run.offset(start) if run else page.front.place(("summary",))


def _without_citations(site: Site, text: str) -> str:
    """The same text with every citation blotted out, letter by letter."""
    try:
        cited = laws.load(site.root).find(text)
    except laws.LawsError:
        return text
    for one in cited:
        text = text[: one.start] + CODE * (one.end - one.start) + text[one.end :]
    return text


@rule("info")
def undefined(site: Site) -> Iterator[Diagnostic]:
    """Eine Abkürzung wird auf der Seite nicht erklärt und steht nicht im Glossar.

    Warum: Wer neu ist oder übersetzt, kennt sie nicht.

    Schlecht:
        Den Bescheid schickt das XYZA.

    Gut:
        Den Bescheid schickt das Amt für Beispiele (XYZA).
    """
    known = glossary.known_words(site.value("glossary")) | _statutes(site)
    for page in site.judged_pages(SOURCE):
        seen = set(known)
        whole = ""
        for text, run in _texts(page):
            if run is None or not any(word not in seen for _, word in glossary.abbreviations(text)):
                continue
            for start, word in glossary.abbreviations(_without_names(run, _without_citations(site, text))):
                if word in seen:
                    continue
                seen.add(word)
                whole = whole or "\n".join(one.text for one in page.doc.runs if one.kind != "CodeBlock")
                if not glossary.explained(whole, word):
                    yield at(
                        page.file,
                        run.offset(start),
                        f"Die Abkürzung „{word}“ ist nirgends erklärt",
                        f"beim ersten Mal ausschreiben: voller Name ({word}) – oder ins Glossar aufnehmen: {PATH}",
                    )


def _without_names(run: Run, text: str) -> str:
    """The same text with the names of foreign pages blotted out."""
    for start, end, url in run.links:
        if url.startswith("http"):
            text = text[:start] + CODE * (end - start) + text[end:]
    return text


def _statutes(site: Site) -> set[str]:
    """Abbreviations of our statutes; of those in several words (SGB II, VwVfG NRW) the first."""
    try:
        known = laws.load(site.root)
    except laws.LawsError:
        return set()
    names = (one for name, entry in known.statutes.items() for one in (name, *entry.get("aliases", ())))
    return {str(name).split()[0] for name in names}
