"""The command ``lotse``: one group, one function a command, each with an example at the end."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

import click

from lotse import model, speech

EXIT_ERRORS = 1


class _Command(click.Command):
    """A command whose help option speaks German."""

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option:
            option.help = "Diese Hilfe."
        return option


class _Group(_Command, click.Group):
    """Shows commands in the order in which they are written, and speaks German when a call is wrong."""

    command_class = _Command

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run; one sentence and exit 1 or 2 instead of click's English ones."""
        standalone = kwargs.pop("standalone_mode", True)
        try:
            result = super().main(*args, **{**kwargs, "standalone_mode": False})
        except click.ClickException as error:
            if not standalone:
                raise
            click.echo(f"Fehler: {speech.sentence(error)}", err=True)
            sys.exit(error.exit_code)
        except click.Abort:
            sys.exit(130)
        sys.exit(result if isinstance(result, int) else 0) if standalone else None
        return result


click.Context.formatter_class = speech.Formatter


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--root",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("."),
    help="Hauptordner des Leitfadens (sonst: dieser Ordner).",
)
@click.option("--as-of", metavar="DATUM", help="Prüfen, als wäre heute DATUM (JJJJ-MM-TT).")
@click.pass_context
def main(ctx: click.Context, root: Path, as_of: str | None) -> None:
    """Hält den Leitfaden wahr: prüft, baut und übersetzt nachvollziehbar.

    Beispiel:  lotse check docs/de/leitfaden/sprache.md
    """
    ctx.obj = (root, as_of)


def _site(ctx: click.Context) -> model.Site:
    root, as_of = ctx.obj
    try:
        site = model.load(root)
    except model.RootError as error:
        raise click.UsageError(str(error)) from None
    site.as_of = as_of or _today()
    return site


def _today() -> str:
    from datetime import date

    return date.today().isoformat()


@main.command()
@click.argument("what", nargs=-1, metavar="[PFAD|REGEL …]")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "github", "gitlab", "json"]),
    default="text",
    help="Ausgabe für Menschen, GitHub, GitLab oder Programme.",
)
@click.option("--changed", is_flag=True, help="Nur Dateien zeigen, die gegenüber --base geändert sind.")
@click.option("--base", metavar="REF", default="origin/main", show_default=True, help="Vergleichsstand für --changed.")
@click.option("--fix", is_flag=True, help="Beheben, was eine Maschine beheben kann.")
@click.option("--online", is_flag=True, help="Auch Links ins Netz prüfen (langsam).")
@click.option("--strict", is_flag=True, help="Auch Warnungen als Fehler werten.")
@click.option("--info", is_flag=True, help="Hinweise einzeln zeigen.")
@click.pass_context
def check(
    ctx: click.Context,
    what: tuple[str, ...],
    form: str,
    changed: bool,
    base: str,
    fix: bool,
    online: bool,
    strict: bool,
    info: bool,
) -> None:
    """Prüft Seiten und Daten; ohne Angabe alles.

    \b
    Beispiele:  lotse check
                lotse check docs/tr links/page-missing
    """
    from lotse import checks, diagnostics, fixes
    from lotse.source.names import lies_within

    site = _site(ctx)
    names, paths = _split(what)
    if changed:
        paths += _changed(site.root, base)
    nothing = changed and not paths
    found = [] if nothing else checks.run(site, names, paths, workers=os.cpu_count() or 1)
    if online and not nothing:
        from lotse import external

        found = diagnostics.order([*found, *diagnostics.within(external.check(site), paths)])
    if fix:
        mended = fixes.apply(site, found)
        if mended:
            click.echo(f"{mended} Stellen behoben.", err=True)
            ctx.invoke(
                check,
                what=what,
                form=form,
                changed=changed,
                base=base,
                fix=False,
                online=online,
                strict=strict,
                info=info,
            )
            return
    wanted = [page for page in site.pages.values() if not paths or lies_within(page.path, paths)]
    pages = 0 if nothing else len(wanted)
    if form == "text":
        click.echo(diagnostics.text(found, pages, info=info), nl=False)
    else:
        click.echo(diagnostics.FORMATS[form](found, pages), nl=False)
    if any(d.severity == "error" or (strict and d.severity == "warning") for d in found):
        ctx.exit(EXIT_ERRORS)


def _split(what: tuple[str, ...]) -> tuple[list[str], list[str]]:
    from lotse import checks

    known = checks.rules()
    families = {one.family for one in known.values()}
    names = [one for one in what if one in known or one in families]
    paths = [Path(one).as_posix() for one in what if one not in names]
    for path in paths:
        if not Path(path).exists() and not path.startswith("docs"):
            raise click.UsageError(
                f"„{path}“ ist weder Datei noch Regel; alle Regeln zeigt docs/de/mitwirken/regeln.md"
            )
    return names, paths


def _changed(root: Path, base: str) -> list[str]:
    from lotse import git

    try:
        return git.changed(root, base)
    except git.GitError as error:
        raise click.UsageError(str(error)) from None


@main.command()
@click.argument("lang", required=False, metavar="[SPRACHE]")
@click.option("--json", "as_json", is_flag=True, help="Für Programme.")
@click.option(
    "--since", metavar="REF", help="Nur: was seit REF auf Deutsch geändert ist und Übersetzungen veralten lässt."
)
@click.pass_context
def status(ctx: click.Context, lang: str | None, as_json: bool, since: str | None) -> None:
    """Zeigt je Sprache, welche Seiten fehlen, veraltet oder aktuell sind.

    \b
    Beispiele:  lotse status tr
                lotse status --since origin/main
    """
    from lotse import status as module

    site = _site(ctx)
    if since:
        from lotse import git
        from lotse.drift import outdated

        try:
            click.echo(outdated.markdown(outdated.since(site, since)))
        except git.GitError as error:
            raise click.ClickException(str(error)) from None
        return
    if lang and lang not in site.languages:
        raise click.UsageError(f"Die Sprache „{lang}“ gibt es nicht; möglich: {', '.join(site.languages)}")
    report = module.report(site, [lang] if lang else [code for code in site.languages if code != model.SOURCE])
    click.echo(json.dumps(report, ensure_ascii=False, indent=2) if as_json else module.text(report, detail=bool(lang)))


@main.command()
@click.argument("lang", metavar="SPRACHE")
@click.argument("page", metavar="SEITE[#kennung]")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "html", "markdown"]),
    default="text",
    help="Ausgabe für das Terminal, den Browser oder einen Pull Request.",
)
@click.pass_context
def diff(ctx: click.Context, lang: str, page: str, form: str) -> None:
    """Zeigt Wort für Wort, was sich auf Deutsch geändert hat, seit die Übersetzung bestätigt wurde.

    \b
    Beispiele:  lotse diff tr docs/de/leitfaden/sprache.md
                lotse diff tr docs/data/text/tr.yml#tools.fees --format html > unterschied.html
    """
    from lotse import git
    from lotse.drift import changes, show

    site = _site(ctx)
    if lang not in site.languages or lang == model.SOURCE:
        others = ", ".join(code for code in site.languages if code != model.SOURCE)
        raise click.UsageError(f"In die Sprache „{lang}“ wird nicht übersetzt; möglich: {others}")
    try:
        found = changes.changes(site, lang, page)
        shallow = any(one.before is None for one in found) and git.is_shallow(site.root)
    except (changes.DriftError, git.GitError) as error:
        raise click.ClickException(str(error)) from None
    if form == "text":
        click.echo(show.text(found, shallow, color=sys.stdout.isatty()))
    else:
        click.echo(
            show.markdown(found, shallow) if form == "markdown" else show.html(found, shallow), nl=form != "html"
        )


@main.group("translate", cls=_Group)
def translate_group() -> None:
    """Gibt Übersetzungen an Programme für Übersetzende und holt sie zurück (PO, XLIFF 1.2).

    Beispiel:  lotse translate export tr --outdated
    """


@translate_group.command("export")
@click.argument("lang", metavar="SPRACHE")
@click.option("--outdated", is_flag=True, help="Nur, was nicht aktuell ist.")
@click.option("--format", "form", type=click.Choice(["po", "xliff"]), default="po", show_default=True)
@click.option("--out", type=click.Path(path_type=Path), help="Zieldatei (sonst: out/translate/SPRACHE.po oder .xlf).")
@click.pass_context
def translate_export(ctx: click.Context, lang: str, outdated: bool, form: str, out: Path | None) -> None:
    """Schreibt alle Abschnitte und Wörter einer Sprache in eine Datei.

    Beispiel:  lotse translate export tr --outdated --format xliff
    """
    from lotse.interchange import files, units

    site = _translated(ctx, lang)
    found = units.units(site, lang, outdated)
    target = out or site.root / "out" / "translate" / f"{lang}.{'po' if form == 'po' else 'xlf'}"
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(files.written(found, lang, "po" if form == "po" else "xliff"))
    except OSError as error:
        raise click.ClickException(f"{target} lässt sich nicht schreiben: {error.strerror}") from None
    click.echo(f"{target}: {len(found)} Einträge")


@translate_group.command("import")
@click.argument("lang", metavar="SPRACHE")
@click.argument("file", type=click.Path(path_type=Path), metavar="DATEI")
@click.option("--machine", is_flag=True, help="Eine Maschine hat übersetzt: neue Seiten sagen das.")
@click.pass_context
def translate_import(ctx: click.Context, lang: str, file: Path, machine: bool) -> None:
    """Prüft eine zurückgegebene Datei und übernimmt sie ganz oder gar nicht.

    Beispiel:  lotse translate import tr out/translate/tr.po
    """
    from lotse.interchange import files, take

    site = _translated(ctx, lang)
    form = files.ENDINGS.get(file.suffix.lower())
    if form is None:
        raise click.UsageError(f"{file} endet weder auf .po noch auf .xlf oder .xliff")
    try:
        given = files.read(file.read_bytes(), form, lang)
        taken = take.take(site, lang, given, "machine" if machine else "draft")
        take.write(site, taken)
    except OSError as error:
        raise click.ClickException(f"{file} lässt sich nicht lesen: {error.strerror}") from None
    except files.FormatError as error:
        raise click.ClickException(f"{file}: {error}; nichts ist geändert") from None
    except take.TakeError as error:
        listed = "\n".join(f"  {line}" for line in error.lines)
        raise click.ClickException(f"{file} ist nicht übernommen, nichts ist geändert:\n{listed}") from None
    for path in taken.files:
        click.echo(path)
    click.echo(f"{taken.units} Einträge übernommen" if taken.units else "Nichts Neues in dieser Datei")


def _translated(ctx: click.Context, lang: str) -> model.Site:
    """The site; a wrong call if nothing is translated into ``lang`` section by section."""
    site = _site(ctx)
    if lang not in site.languages or lang in (model.SOURCE, model.ADAPTATION):
        others = ", ".join(code for code in site.languages if code not in (model.SOURCE, model.ADAPTATION))
        raise click.UsageError(
            f"In die Sprache „{lang}“ wird nicht Abschnitt für Abschnitt übersetzt; möglich: {others}"
        )
    return site


@main.command()
@click.argument("pages", nargs=-1, required=True, metavar="SEITE[#kennung] …")
@click.option("--reviewed", is_flag=True, help="Sie stehen für die ganze Übersetzung ein (Status „reviewed“).")
@click.pass_context
def confirm(ctx: click.Context, pages: tuple[str, ...], reviewed: bool) -> None:
    """Bestätigt, dass eine Übersetzung dem heutigen deutschen Text entspricht.

    \b
    Beispiele:  lotse confirm docs/tr/leitfaden/sprache.md
                lotse confirm docs/tr/leitfaden/sprache.md#nachweise
    """
    from lotse import confirm as module

    site = _site(ctx)
    try:
        for path in pages:
            click.echo(module.confirm(site, path, reviewed=reviewed))
    except module.ConfirmError as error:
        raise click.ClickException(str(error)) from None


@main.command()
@click.option("--check", "only_check", is_flag=True, help="Nichts schreiben, nur sagen, was sich ändern würde.")
@click.pass_context
def generate(ctx: click.Context, only_check: bool) -> None:
    """Schreibt Seiten und Bilder neu, die aus docs/data entstehen.

    Beispiel:  lotse generate --check
    """
    from lotse import generate as module

    stale = module.generate(_site(ctx), write=not only_check)
    for path in stale:
        click.echo(f"{path}: {'veraltet' if only_check else 'neu geschrieben'}")
    if not stale:
        click.echo("Alles Erzeugte ist auf dem Stand der Daten.")
    elif only_check:
        click.echo("Hilfe: lotse generate")
        ctx.exit(EXIT_ERRORS)


@main.command()
@click.argument("kind", type=click.Choice(["page", "module", "language"]))
@click.argument("name")
@click.option("--title", help="Titel der neuen Seite.")
@click.pass_context
def new(ctx: click.Context, kind: str, name: str, title: str | None) -> None:
    """Legt eine Seite (PFAD unter docs/de), ein Kursmodul (Kennung) oder eine Sprache (Kürzel) an.

    \b
    Beispiele:  lotse new page leitfaden/einbuergerungstest.md --title Einbürgerungstest
                lotse new module L2 --title "Das Recht in Bildern"
                lotse new language es
    """
    from lotse import new as module

    try:
        for line in module.create(_site(ctx), kind, name, title):
            click.echo(line)
    except module.NewError as error:
        raise click.ClickException(str(error)) from None


@main.command()
@click.option("--site-dir", type=click.Path(path_type=Path), default=Path("site"), show_default=True)
@click.pass_context
def build(ctx: click.Context, site_dir: Path) -> None:
    """Baut die ganze Website in allen Sprachen nach site/.

    Beispiel:  lotse build
    """
    from lotse import build as module

    root = _site(ctx).root
    try:
        click.echo(f"Prüfsumme dieser Fassung: {module.build(root, root / site_dir)}")
    except module.BuildError as error:
        raise click.ClickException(str(error)) from None


@main.command()
@click.argument("lang", default=model.SOURCE, metavar="[SPRACHE]")
@click.option("--port", default=8000, show_default=True)
@click.pass_context
def serve(ctx: click.Context, lang: str, port: int) -> None:
    """Zeigt eine Sprache im Browser und baut bei jedem Speichern neu.

    Beispiel:  lotse serve tr
    """
    from lotse.build import serve as module

    site = _site(ctx)
    if lang not in site.languages:
        raise click.UsageError(f"Die Sprache „{lang}“ gibt es nicht; möglich: {', '.join(site.languages)}")
    sys.exit(module.serve(site.root, lang, port))


@main.command()
@click.argument("lang", metavar="SPRACHE")
@click.option("--out", type=click.Path(path_type=Path), help="Zielordner (sonst: out/stage/SPRACHE).")
@click.pass_context
def stage(ctx: click.Context, lang: str, out: Path | None) -> None:
    """Stellt eine Sprache allein zusammen, wie jeder Baumeister sie versteht.

    Beispiel:  lotse stage ar --out /tmp/ar
    """
    from lotse.build import stage as module

    site = _site(ctx)
    if lang not in site.languages:
        raise click.UsageError(f"Die Sprache „{lang}“ gibt es nicht; möglich: {', '.join(site.languages)}")
    click.echo(module.stage(site, lang, out or site.root / "out" / "stage" / lang))


@main.command()
@click.argument("site_dir", type=click.Path(path_type=Path, exists=True), default=Path("site"))
@click.option("--lang", help="Nur diese Sprache liegt in SITE_DIR.")
@click.pass_context
def finish(ctx: click.Context, site_dir: Path, lang: str | None) -> None:
    """Vollendet eine gebaute Website: Köpfe, Hinweise, Suche, 404, Sitemap, CSP.

    Beispiel:  lotse finish site
    """
    from lotse import finish as module
    from lotse.finish.search import SearchError

    try:
        module.finish(_site(ctx), site_dir, only=lang)
    except (module.FinishError, SearchError) as error:
        raise click.ClickException(str(error)) from None


@main.command()
@click.argument("what", nargs=-1, metavar="[SPRACHE] [guide|course|concept|SEITE]")
@click.option("--site-dir", type=click.Path(path_type=Path), default=Path("site"), show_default=True)
@click.option("--out", type=click.Path(path_type=Path), metavar="DATEI", help="Zieldatei (sonst: in out/pdf).")
@click.pass_context
def pdf(ctx: click.Context, what: tuple[str, ...], site_dir: Path, out: Path | None) -> None:
    """Schreibt aus der gebauten Website ein barrierefreies PDF: eine Seite oder den ganzen Leitfaden.

    guide ist der Leitfaden, course die Schulung, concept das Konzept. Ohne Angabe: der Leitfaden auf Deutsch.

    \b
    Beispiele:  lotse pdf ar guide
                lotse pdf docs/ar/leitfaden/gebuehren.md --out gebuehren.pdf
    """
    from lotse import pdf as module

    site = _site(ctx)
    lang, rest = (what[0], what[1:]) if what and what[0] in site.languages else (model.SOURCE, what)
    if len(rest) > 1:
        raise click.UsageError(f"„{rest[0]}“ ist keine Sprache; möglich: {', '.join(site.languages)}")
    try:
        click.echo(module.make(site, site.root / site_dir, lang, rest[0] if rest else "guide", out))
    except module.PdfError as error:
        raise click.ClickException(str(error)) from None


@main.command()
@click.argument("file", type=click.Path(path_type=Path), metavar="DATEI.json")
@click.option("--json", "as_json", is_flag=True, help="Für Programme.")
@click.option("--as-of", metavar="DATUM", help="Nach dem Recht vom DATUM urteilen (JJJJ-MM-TT).")
@click.option(
    "--view",
    type=click.Choice(["fachkraft", "lotse"]),
    default="fachkraft",
    help="Für die Fachkraft mit Ergebnis und Normen, für Lotsinnen und Lotsen mit Unterlagen und offenen Fragen.",
)
@click.pass_context
def precheck(ctx: click.Context, file: Path, as_json: bool, as_of: str | None, view: str) -> None:
    """Sagt zu den Antworten einer Person, welche Wege passen können, was fehlt und welche Regel entscheidet.

    In der Datei steht {"answers": {Frage: Antwort oder null}}. Nichts davon wird gespeichert.

    \b
    Beispiele:  lotse precheck antworten.json --view lotse
                lotse precheck antworten.json --json --as-of 2026-11-22
    """
    from lotse import precheck as module
    from lotse.precheck import answers, evaluate, report

    site = _site(ctx)
    rules = module.of(site)
    if rules is None:
        raise click.ClickException(
            "precheck.yml, documents.yml oder facts.yml in docs/data ist fehlerhaft; wo, zeigt: lotse check"
        )
    given = answers.read(file, rules, as_of or ctx.obj[1], _today())
    if given.faults:
        click.echo("\n".join(given.faults), err=True)
        ctx.exit(EXIT_ERRORS)
    result = evaluate.evaluate(rules, given.answers, given.on)
    if as_json:
        click.echo(json.dumps(result.as_dict(), ensure_ascii=False, indent=2))
    else:
        click.echo(report.report(site, rules, result, report.VIEWS[view == "lotse"]), nl=False)


@main.group("course", cls=_Group)
def course_group() -> None:
    """Macht aus der Schulung, was Kursleitungen brauchen.

    Beispiel:  lotse course test --seed 7
    """


@course_group.command("test")
@click.option("--seed", type=click.IntRange(min=0), required=True, metavar="ZAHL", help="Gleiche Zahl, gleicher Bogen.")
@click.option("--course", "name", type=click.Choice(["L", "F"]), default="L", show_default=True, help="Lehrgang.")
@click.option("--json", "as_json", is_flag=True, help="Für Programme.")
@click.pass_context
def course_test(ctx: click.Context, seed: int, name: str, as_json: bool) -> None:
    """Stellt aus dem Vorrat einen Prüfungsbogen mit Schlüssel zusammen.

    \b
    Beispiele:  lotse course test --seed 7 > bogen.md
                lotse course test --seed 7 --course F --json
    """
    from lotse.course import sheet
    from lotse.course.quiz import PoolError

    site = _site(ctx)
    try:
        made = sheet.make(site, name, seed)
    except PoolError as error:
        raise click.ClickException(str(error)) from None
    if as_json:
        click.echo(json.dumps(sheet.as_dict(site, made), ensure_ascii=False, indent=2))
    else:
        click.echo(sheet.markdown(site, made), nl=False)


@main.group("integreat", cls=_Group)
def integreat_group() -> None:
    """Gibt Seiten an die Integreat-App: als Dateien, als XLIFF oder per push.

    Welche Seiten, sagt „integreat: true“ im Seitenkopf; wohin, sagt integreat.toml.

    Beispiel:  lotse integreat build
    """


@integreat_group.command("build")
@click.pass_context
def integreat_build(ctx: click.Context) -> None:
    """Schreibt die Seiten für Integreat nach out/integreat, mit einer Vorschau zum Kopieren (index.html).

    \b
    Beispiel:  SITE_URL=https://www.example.org/lotse/ lotse integreat build
    """
    from lotse.integreat import files, offer

    site, articles = _articles(ctx)
    try:
        folder = files.write(site, articles)
    except OSError as error:
        raise click.ClickException(f"{error.filename} lässt sich nicht schreiben: {error.strerror}") from None
    held = [(one.path, reason) for one in articles if (reason := offer.held_back(one))]
    _left(held)
    click.echo(f"{folder / 'index.html'}: {len(articles)} Texte, davon {len(held)} noch nicht zur Übergabe")


@integreat_group.command("xliff")
@click.pass_context
def integreat_xliff(ctx: click.Context) -> None:
    """Schreibt zwei Archive für den Import in Integreat: maschinell übersetzt und nicht maschinell übersetzt.

    \b
    Beispiel:  SITE_URL=https://www.example.org/lotse/ lotse integreat xliff
    """
    from lotse.integreat import xliff

    site, articles = _articles(ctx)
    made = xliff.make(site, articles)
    try:
        written = xliff.write(site, made)
    except OSError as error:
        raise click.ClickException(f"{error.filename} lässt sich nicht schreiben: {error.strerror}") from None
    _left(made.left)
    for file in written:
        click.echo(f"{file}: {made.counts[file.name]} Texte")
    if not written:
        raise click.ClickException("Es gibt nichts zu übergeben; die Gründe stehen darüber")


@integreat_group.command("push")
@click.argument("paths", nargs=-1, metavar="[PFAD …]")
@click.option("--apply", is_flag=True, help="Wirklich senden; sonst nur sagen, was gesendet würde.")
@click.option(
    "--overwrite", multiple=True, metavar="PFAD", help="Diese Seite ersetzen, auch wenn sie dort geändert ist."
)
@click.option("--json", "as_json", is_flag=True, help="Für Programme.")
@click.pass_context
def integreat_push(
    ctx: click.Context, paths: tuple[str, ...], apply: bool, overwrite: tuple[str, ...], as_json: bool
) -> None:
    """Bringt geänderte Seiten nach Integreat, Deutsch zuerst. Ohne --apply ist es eine Probe.

    Was die Redaktion dort geändert hat, bleibt stehen und wird gezeigt (Ende mit 3).

    \b
    Beispiele:  lotse integreat push
                lotse integreat push docs/de/leitfaden/sprache.md --apply
                lotse integreat push --apply --overwrite docs/tr/leitfaden/sprache.md
    """
    from urllib.parse import urlsplit

    from lotse.finish.context import Context
    from lotse.integreat import client, config, offer, push, report, state, tokens

    site, articles = _articles(ctx)
    if offer.is_loopback(urlsplit(Context.of(site, site.root).base).hostname):
        raise click.ClickException("Alle Links führten auf diesen Rechner: in SITE_URL die Adresse der Seiten angeben")
    paths, overwrite = (tuple(Path(one).as_posix() for one in given) for given in (paths, overwrite))
    for one in (*paths, *overwrite):
        if not any(article.path == one or article.path.startswith(f"{one}/") for article in articles):
            raise click.UsageError(f"„{one}“ ist keine Seite für Integreat und kein Ordner mit solchen Seiten")
    settings = config.of(site)
    if not settings.base or not settings.region:
        raise click.ClickException("In integreat.toml fehlt base oder region; beides nennt die Redaktion von Integreat")
    cms = client.Cms(settings.base, settings.region)
    show = _progress if sys.stderr.isatty() else lambda number, total, name: None
    try:
        known = state.State(site.root, cms.name)
        run = push.Push(site, cms, tokens.Tokens(), known, paths, overwrite, apply, show)
        done = run.run(articles)
    except (client.CmsError, state.StateError, tokens.TokensError) as error:
        raise click.ClickException(str(error)) from None
    click.echo(json.dumps(done.as_dict(), ensure_ascii=False, indent=2) if as_json else report.text(done))
    ctx.exit(done.exit_code)


def _left(found: list[tuple[str, str]]) -> None:
    """What is not handed over and why, each reason once."""
    paths: dict[str, list[str]] = {}
    for path, reason in found:
        paths.setdefault(reason, []).append(path)
    for reason, named in paths.items():
        more = f" und {len(named) - 1} weitere" if len(named) > 1 else ""
        click.echo(f"{named[0]}{more}: {reason}", err=True)


def _articles(ctx: click.Context) -> tuple[model.Site, list[Any]]:
    """The site and its articles for Integreat; one plain sentence for each that can't be made."""
    from lotse.integreat import config, pages

    site = _site(ctx)
    try:
        config.sound(site)
        return site, pages.make(site)
    except config.ConfigError as error:
        raise click.ClickException(str(error)) from None
    except pages.PagesError as error:
        raise click.ClickException("\nFehler: ".join(error.lines)) from None


@main.group("laws", cls=_Group)
def laws_group() -> None:
    """Hinterlegt den Aufbau der Gesetze und zeigt, was aus einem Zitat wird.

    Beispiel:  lotse laws show "§ 10 Abs. 3 StAG"
    """


@laws_group.command("update")
@click.option(
    "--from",
    "folder",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    metavar="ORDNER",
    help="Hier liegen die amtlichen XML-Dateien, je Gesetz eine: stag.xml, vwgo.xml, … (sonst: aus dem Netz).",
)
@click.option(
    "--report",
    "form",
    type=click.Choice(["text", "json", "markdown"]),
    default="text",
    help="Bericht für Menschen, Programme oder Pull Requests.",
)
@click.pass_context
def laws_update(ctx: click.Context, folder: Path | None, form: str) -> None:
    """Liest die Gesetzestexte neu ein und nennt jede geänderte Norm mit allem, was sie zitiert.

    Ohne --from holt der Befehl die Texte von gesetze-im-internet.de.

    \b
    Beispiele:  lotse laws update
                lotse laws update --from gesetze --report markdown
    """
    from lotse.laws import fetch as lawfetch
    from lotse.laws import lock as lawlock
    from lotse.laws import report as lawreport
    from lotse.laws import update as lawupdate

    site = _site(ctx)
    source = lawupdate.Folder(folder) if folder else lawfetch.official(site)
    try:
        old, new, known = lawupdate.update(site.root, source, _progress if sys.stderr.isatty() else lawupdate.quiet)
        changes = lawreport.differences(old, new)
        lawreport.cite(site, known, changes)
        lawlock.write(site.root, new)
    except lawupdate.UpdateError as error:
        raise click.ClickException("\nFehler: ".join(error.lines)) from None
    except OSError as error:
        raise click.ClickException(f"{lawlock.PATH.as_posix()} lässt sich nicht schreiben: {error.strerror}") from None
    click.echo(lawreport.report(changes, form), nl=False)


def _progress(number: int, total: int, name: str) -> None:
    done = number == total
    click.echo(f"\r\x1b[K[{number}/{total}] {name}", nl=done, err=True)


@laws_group.command("show")
@click.argument("text", metavar="ZITAT")
@click.pass_context
def laws_show(ctx: click.Context, text: str) -> None:
    """Zeigt, ob es eine zitierte Norm gibt, wie sie bei uns heißt und wo sie steht.

    Beispiel:  lotse laws show "§ 10 Abs. 1 Satz 1 Nr. 3 StAG"
    """
    from lotse import laws as module

    try:
        known = module.load(_site(ctx).root)
    except module.LawsError as error:
        raise click.ClickException(str(error)) from None
    results = [(one, result) for one in known.find(text) for result in known.resolve(one, text)]
    for one, result in results:
        name = text[result.norm.start : result.norm.end] if result.norm else text[one.start : one.end]
        about = known.title(result.norm) if result.norm else known.label(one)
        address = known.link(result.norm) if result.norm else known.url(one)
        said = [f"{result.message}; {result.help}"] if result.message else []
        click.echo("\n    ".join([name, *said, *(part for part in (about, address) if part)]))
    if not results:
        raise click.ClickException(f"In „{text}“ steht kein Zitat, das sich lesen lässt; Beispiele zeigt --help")
    if any(result.status not in ("ok", "unverified") for _, result in results):
        ctx.exit(EXIT_ERRORS)
