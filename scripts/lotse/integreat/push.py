"""Bringing pages into the CMS: only what is different, German first, and nothing over an editor's work.

A write is public at once and makes all translations there „veraltet“ when it is the German text; sending a translation
again says that it holds for the new text. So a translation is sent when its text is another one, or when the German
text there has changed since it was sent. It is never sent while the German text there is not ours.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from lotse.integreat import config, offer, parts
from lotse.integreat.client import Cms, CmsError, GoneError, Stored
from lotse.integreat.pages import Article, sha256, shown, withdrawn
from lotse.integreat.report import Outcome, Report, diff
from lotse.integreat.state import Record, State, StateError
from lotse.integreat.tokens import Tokens, variable
from lotse.model import SOURCE, Site
from lotse.source.names import lies_within

Progress = Callable[[int, int, str], None]
_ONLY_XLIFF = "Dort fehlt diese Übersetzung; push kann sie nicht anlegen: mit lotse integreat xliff übergeben"
_OTHERWISE = "Integreat speichert den Text anders, als wir ihn senden"


@dataclass
class Push:
    """One run.

    Args:
        paths: repository paths of the pages or folders that are meant; empty for all.
        overwrite: the same for pages whose text in the CMS may be another than we left there.
        apply: write; otherwise only say what would be done.
    """

    site: Site
    cms: Cms
    tokens: Tokens
    state: State
    paths: tuple[str, ...] = ()
    overwrite: tuple[str, ...] = ()
    apply: bool = False
    progress: Progress = lambda number, total, path: None

    def run(self, articles: list[Article]) -> Report:
        """All pages, each German first. Raises CmsError when the region itself can't be read."""
        self.settings = config.of(self.site)
        self.region_languages = self.cms.languages()
        self.total, self.number = sum(self._meant(one.path) for one in articles), 0
        report = Report(self.apply, [])
        gone = ""
        for german, each in shown(articles):
            meant = [one for one in each if self._meant(one.path)]
            if gone:
                report.outcomes += [Outcome(one.path, "left", gone) for one in meant]
                continue
            done: list[Outcome] = []
            try:
                self._page(german, meant, done)
            except (GoneError, StateError) as error:
                gone = f"Nicht mehr versucht: {error}"
                done.append(Outcome(meant[len(done)].path, "failed", str(error)))
                done += [Outcome(one.path, "left", gone) for one in meant[len(done) :]]
            report.outcomes += done
        report.outcomes += [] if gone else self._withdrawn()
        return report

    def _meant(self, path: str) -> bool:
        return not self.paths or lies_within(path, self.paths)

    def _withdrawn(self) -> list[Outcome]:
        """Pages that we no longer vouch for and that the app still shows."""
        found = []
        for page in (page for lang in self.site.languages for page in parts.pages(self.site, lang)):
            number, slug = self.settings.pages.get(page.key), self.settings.slug(page.lang)
            if (
                number is None
                or slug not in self.region_languages
                or not self._meant(page.path)
                or not withdrawn(self.site, page)
            ):
                continue
            try:
                if self.cms.page(slug, number):
                    why = "Die Seite ist zurückgezogen, in Integreat aber noch öffentlich: dort offline nehmen lassen"
                    found.append(Outcome(page.path, "withdrawn", why))
            except CmsError as error:
                found.append(Outcome(page.path, "failed", str(error)))
        return found

    def _page(self, german: Article, meant: list[Article], done: list[Outcome]) -> None:
        """One page in its languages; appends to ``done``. Raises GoneError."""
        number = self.settings.pages.get(german.key)
        if number is None or not meant:
            done += [
                Outcome(one.path, "no-id", "Die Seite hat in integreat.toml noch keine Nummer") for one in meant[:1]
            ]
            return
        try:
            there = self.cms.page(self.settings.slug(SOURCE), number)
        except GoneError:
            raise
        except CmsError as error:
            done += [Outcome(one.path, "failed", str(error)) for one in meant]
            return
        if there is None:
            why = f"Seite {number} ist in Integreat nicht öffentlich oder gibt es nicht (404): Nummer und Status prüfen"
            done += [Outcome(one.path, "hidden", why) for one in meant]
            return
        group = _Group(number, there, self.tokens.of(german.key), there.content == german.html)
        for article in meant:
            self.number += 1
            self.progress(self.number, self.total, article.path)
            try:
                done.append(self._one(group, german, article))
            except GoneError:
                raise
            except CmsError as error:
                done.append(Outcome(article.path, "failed", str(error)))

    def _one(self, group: _Group, german: Article, article: Article) -> Outcome:
        path, slug = article.path, self.settings.slug(article.lang)
        if reason := offer.waiting(article):
            return Outcome(path, "held", reason)
        if faults := offer.faults(article):
            return Outcome(path, "failed", faults[0])
        if article.status == "machine" and not self.settings.machine:
            why = 'Maschinell übersetzt; per push nur mit machine = "agreed" in integreat.toml, sonst als XLIFF'
            return Outcome(path, "held", why)
        if article.lang == SOURCE:
            return self._send(group, article, group.german)
        if slug not in self.region_languages:
            return Outcome(path, "missing", f"Die Region hat keine Sprache „{slug}“")
        if slug not in group.german.others:
            return Outcome(path, "missing", _ONLY_XLIFF)
        there = self.cms.page(slug, group.number)
        if there is None:
            return Outcome(path, "missing", _ONLY_XLIFF)
        if not group.ours:
            return Outcome(
                path, "waiting", f"Der deutsche Text dort ist nicht unserer: erst docs/de/{german.key} klären"
            )
        return self._send(group, article, there)

    def _send(self, group: _Group, article: Article, there: Stored) -> Outcome:
        outcome = self._decide(group, article, there)
        return replace(outcome, title=there.title) if there.title != article.title else outcome

    def _decide(self, group: _Group, article: Article, there: Stored) -> Outcome:
        path, known = article.path, self.state.get(article.path)
        found, german = sha256(there.content), sha256(group.german.content)
        if there.content == article.html:
            # The German text has moved on since: sent again, the translation counts for the new one.
            moved = group.sent or known.german not in ("", german) or known.begun == there.version
            if article.lang == SOURCE or not moved:
                self._keep(path, Record(article.sha256, found, german))
                return Outcome(path, "equal")
        elif known.sent == article.sha256 and known.stored == found and not known.begun:
            return Outcome(path, "differs", _OTHERWISE, diff(there.content, article.html, path))
        elif found not in (known.stored, known.sent) and not lies_within(path, self.overwrite):
            whose = "ist geändert, seit wir ihn gesendet haben" if known.sent else "ist nicht von uns"
            why = f"Der Text dort {whose}; ersetzen nur mit --overwrite {path}"
            return Outcome(path, "changed", why, diff(there.content, article.html, path))
        if not group.token:
            why = f"Der Token der Seite fehlt: {variable(article.key)} oder die Datei in INTEGREAT_TOKENS_FILE"
            return Outcome(path, "no-token", why)
        if self.apply:
            return self._write(group, article, there, german)
        if article.lang == SOURCE:
            group.ours = group.sent = True
        return Outcome(path, "planned")

    def _write(self, group: _Group, article: Article, there: Stored, german: str) -> Outcome:
        path, slug = article.path, self.settings.slug(article.lang)
        if article.lang == SOURCE:
            self._remember_translations(article, german)
        known = self.state.get(path)
        self._keep(path, replace(known, sent=article.sha256, german=german, begun=there.version))
        self.cms.push(slug, group.number, group.token, article.html)
        after = self.cms.page(slug, group.number)
        if after is None:
            return Outcome(path, "failed", "Nach dem Senden zeigt Integreat die Seite nicht mehr")
        if article.lang == SOURCE:
            group.german, german = after, sha256(after.content)
            group.ours, group.sent = after.content == article.html, True
        self._keep(path, Record(article.sha256, sha256(after.content), german))
        if after.content != article.html:
            return Outcome(path, "differs", _OTHERWISE, diff(after.content, article.html, path))
        return Outcome(path, "sent")

    def _remember_translations(self, german: Article, before: str) -> None:
        """Before the German text moves: which one the translations stand for, in case this run is killed."""
        for lang in self.site.languages:
            page = self.site.page(lang, german.key)
            known = self.state.get(page.path) if page and lang != SOURCE else None
            if page and known is not None and not known.german:
                self._keep(page.path, replace(known, german=before))

    def _keep(self, path: str, record: Record) -> None:
        if self.apply:
            self.state.put(path, record)


@dataclass
class _Group:
    """One page of the CMS while its languages are brought there.

    ``german`` is the German text that it shows, ``ours`` whether that is today's, ``sent`` whether it was this run.
    """

    number: int
    german: Stored
    token: str
    ours: bool
    sent: bool = False
