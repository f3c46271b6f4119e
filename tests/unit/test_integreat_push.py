"""Push, against a server that answers like the CMS of Integreat: well, badly, or not at all."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner, Result
from conftest import EXAMPLE, fingerprint
from integreating import KEY, NUMBER, SITE_URL, TOKEN, Handler, Server, guide, loaded, running

from lotse import model
from lotse.cli import main
from lotse.integreat import client, config, push, report, state, tokens
from lotse.integreat.pages import Article
from lotse.model import Site

PATHS = [f"docs/{lang}/{KEY}" for lang in ("de", "ar", "tr")]


@dataclass
class World:
    """A guide, the CMS that it goes to, and how to bring it there."""

    root: Path
    server: Server
    site: Site
    articles: list[Article]
    kept: dict[Path, bytes] = field(default_factory=dict)

    def text(self, lang: str) -> str:
        """Our text in a language."""
        return next(one.html for one in self.articles if one.lang == lang)

    def reload(self) -> None:
        """Read the guide again."""
        self.site, self.articles = loaded(self.root)

    def edit(self, path: str, old: str, new: str) -> None:
        """Change a file of the guide."""
        file = self.root / path
        text = file.read_text("utf-8")
        assert old in text
        self.write(path, text.replace(old, new, 1))
        self.reload()

    def write(self, path: str, text: str) -> None:
        """Write a file of the guide; it is as before when the test is over."""
        file = self.root / path
        self.kept.setdefault(file, file.read_bytes())
        file.write_text(text, "utf-8")

    def cms(self, timeout: float = 5.0, deadline: float = 5.0) -> client.Cms:
        """The CMS, without the pauses that spare a real one."""
        return client.Cms(
            self.server.address, "musterregion", timeout=timeout, deadline=deadline, waits=(0, 0, 0), pause=0
        )

    def push(
        self, *paths: str, overwrite: tuple[str, ...] = (), apply: bool = True, timeout: float = 5.0
    ) -> report.Report:
        """A run."""
        cms = self.cms(timeout)
        run = push.Push(self.site, cms, tokens.Tokens(), state.State(self.root, cms.name), paths, overwrite, apply)
        return run.run(self.articles)

    def command(self, *arguments: str) -> Result:
        """The same as a person calls it."""
        return CliRunner().invoke(main, ["--root", str(self.root), "integreat", "push", *arguments])


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """One guide and one server for all tests."""
    with running() as server, pytest.MonkeyPatch.context() as patch:
        patch.setenv("SITE_URL", SITE_URL)
        root = guide(tmp_path_factory.mktemp("push") / "guide", server.address)
        yield World(root, server, *loaded(root))


@pytest.fixture
def world(prepared: World, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    """The CMS holds placeholders, as editors leave them."""
    monkeypatch.setenv(tokens.variable(KEY), TOKEN)
    monkeypatch.setattr(client, "WAITS", (0, 0, 0))
    prepared.server.clear()
    prepared.server.texts = {lang: f"<p>Platzhalter ({lang})</p>" for lang in ("de", "ar", "tr")}
    own = World(prepared.root, prepared.server, prepared.site, prepared.articles)
    yield own
    for path, raw in own.kept.items():
        path.write_bytes(raw)
    (own.root / state.PATH).unlink(missing_ok=True)


@pytest.fixture
def handed_over(world: World) -> World:
    """All three texts are in the CMS, as after an import of XLIFF, and a run has seen them there."""
    world.server.texts = {one.lang: one.html for one in world.articles}
    assert results(world.push()) == ["equal"] * 3
    return world


def results(done: report.Report) -> list[str]:
    return [one.result for one in done.outcomes]


def sent(world: World) -> list[str]:
    return [lang for lang, _ in world.server.writes]


def answering(code: int, content: object, **headers: str):
    def answer(handler: Handler) -> bool:
        handler.say(code, content, **headers)
        return True

    return answer


def test_a_dry_run_writes_nothing_anywhere(world: World) -> None:
    before = fingerprint(world.root)
    done = world.push(overwrite=("docs",), apply=False)
    assert results(done) == ["planned"] * 3 and done.exit_code == 0
    assert world.server.writes == [] and fingerprint(world.root) == before
    assert report.text(done).splitlines()[-1] == "Das war eine Probe. Hilfe: mit --apply senden"


def test_german_first_then_all_are_equal(world: World) -> None:
    done = world.push(overwrite=("docs",))
    assert results(done) == ["sent"] * 3 and done.exit_code == 0
    assert sent(world) == ["de", "ar", "tr"]
    assert world.server.texts == {one.lang: one.html for one in world.articles}
    again = world.push()
    assert results(again) == ["equal"] * 3 and len(world.server.writes) == 3
    assert report.text(again) == "3 gleich"


def test_a_text_that_is_not_ours_stays(world: World) -> None:
    done = world.push()
    assert results(done) == ["changed", "waiting", "waiting"] and done.exit_code == 3
    assert "ist nicht von uns; ersetzen nur mit --overwrite docs/de" in done.outcomes[0].message
    assert world.server.writes == []


def test_an_editors_change_stops_with_a_diff(handed_over: World) -> None:
    world = handed_over
    theirs = world.text("tr").replace("<h2>Kısaca</h2>", "<h2>Kısaca (Aachen)</h2>")
    world.server.texts["tr"] = theirs
    done = world.push()
    assert results(done) == ["equal", "equal", "changed"] and done.exit_code == 3
    assert "-<h2>Kısaca (Aachen)</h2>\n+<h2>Kısaca</h2>" in done.outcomes[2].diff
    assert "geändert, seit wir ihn gesendet haben" in report.text(done)
    assert world.server.texts["tr"] == theirs
    assert results(world.push("docs/tr", overwrite=(PATHS[2],))) == ["sent"]
    assert world.server.texts["tr"] == world.text("tr")


def test_a_new_german_text_takes_checked_translations_along(handed_over: World) -> None:
    """Emphasis moves no hash, so the translations still hold; the CMS would call them outdated."""
    world = handed_over
    world.edit(EXAMPLE, "zum Beispiel der Lohnzettel", "zum Beispiel der **Lohnzettel**")
    assert results(world.push(apply=False)) == ["planned"] * 3
    assert results(world.push()) == ["sent"] * 3
    assert results(world.push()) == ["equal"] * 3


def test_outdated_translations_stay_where_they_are(handed_over: World) -> None:
    world = handed_over
    world.edit(EXAMPLE, "zum Beispiel der Lohnzettel", "meist der Lohnzettel")
    done = world.push()
    assert results(done) == ["sent", "held", "held"] and done.exit_code == 0
    assert sent(world) == ["de"]


def test_no_translation_goes_beside_a_german_text_that_is_not_ours(handed_over: World) -> None:
    world = handed_over
    world.server.texts["de"] += "<p>Von der Redaktion</p>"
    world.edit(f"docs/tr/{KEY}", "## Kısaca", "## Kısa")
    done = world.push("docs/tr")
    assert results(done) == ["waiting"] and done.exit_code == 3 and world.server.writes == []


@pytest.mark.parametrize("agreed", [False, True])
def test_machine_translations_need_an_agreement(handed_over: World, agreed: bool) -> None:
    world = handed_over
    if agreed:
        world.edit(config.PATH, "region =", 'machine = "agreed"\nregion =')
    world.edit(f"docs/tr/{KEY}", "status: reviewed", "status: machine")
    done = world.push()
    assert results(done) == ["equal", "equal", "sent" if agreed else "held"]
    assert ("Bu çeviriyi bir makine yaptı" in world.server.texts["tr"]) == agreed


def test_a_missing_translation_is_explained(handed_over: World) -> None:
    world = handed_over
    del world.server.texts["tr"]
    done = world.push()
    assert results(done) == ["equal", "equal", "missing"] and done.exit_code == 1
    assert done.outcomes[2].message.endswith("mit lotse integreat xliff übergeben")
    world.server.languages.remove("ar")
    assert world.push().outcomes[1].message == "Die Region hat keine Sprache „ar“"


def test_an_unknown_number_is_explained(handed_over: World) -> None:
    handed_over.edit(config.PATH, str(NUMBER), "99")
    done = handed_over.push()
    assert results(done) == ["hidden"] * 3 and done.exit_code == 1
    assert "Seite 99 ist in Integreat nicht öffentlich oder gibt es nicht (404)" in done.outcomes[0].message


def test_a_page_without_number_is_no_error(handed_over: World) -> None:
    handed_over.edit(config.PATH, f'"{KEY}" = {NUMBER}', "")
    done = handed_over.push()
    assert results(done) == ["no-id"] and done.exit_code == 0


def test_an_unknown_region_is_one_sentence(world: World) -> None:
    world.edit(config.PATH, "musterregion", "anderswo")
    done = world.command()
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr == "Fehler: Diese Region gibt es in Integreat nicht (404): region in integreat.toml prüfen\n"


def test_a_text_that_the_cms_changes_is_an_error_but_not_sent_again(handed_over: World) -> None:
    world = handed_over
    world.server.changes = lambda html: html.replace("<h2>", "<h3>")
    world.edit(f"docs/tr/{KEY}", "## Kısaca", "## Kısa")
    done = world.push()
    assert results(done) == ["equal", "equal", "differs"] and done.exit_code == 1
    assert "+<h2>Kısa</h2>" in done.outcomes[2].diff
    assert results(world.push()) == ["equal", "equal", "differs"] and sent(world) == ["tr"]


def test_tokens_are_needed_to_send_but_not_to_compare(handed_over: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(tokens.variable(KEY))
    assert results(handed_over.push()) == ["equal"] * 3
    handed_over.edit(f"docs/tr/{KEY}", "## Kısaca", "## Kısa")
    done = handed_over.push()
    assert results(done)[2] == "no-token" and done.exit_code == 1
    assert "INTEGREAT_TOKEN_LEITFADEN_BEISPIEL" in done.outcomes[2].message


def test_a_wrong_token_is_named_without_its_letters(handed_over: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(tokens.variable(KEY), TOKEN[::-1])
    handed_over.edit(f"docs/tr/{KEY}", "## Kısaca", "## Kısa")
    done = handed_over.command("--apply")
    assert done.exit_code == 1 and "weist den Token ab (403)" in done.stdout
    assert TOKEN[::-1] not in done.output


@pytest.mark.parametrize(
    ("mode", "content", "said"),
    [
        (0o644, f'"{KEY}" = "{TOKEN}"', "dürfen auch andere lesen: chmod 600"),
        (0o600, f'"{KEY}" {TOKEN}', "ist kein lesbares TOML"),
        (0o600, f'"{KEY}" = "{TOKEN}{TOKEN}"', "kein Text mit höchstens 36 Zeichen"),
        (None, "", "lässt sich nicht lesen: No such file or directory"),
    ],
)
def test_bad_token_files(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mode: int | None, content: str, said: str
) -> None:
    file = tmp_path / "tokens.toml"
    if mode is not None:
        file.write_text(content, "utf-8")
        file.chmod(mode)
    monkeypatch.setenv(tokens.FILE, str(file))
    done = world.command("--apply")
    assert (done.exit_code, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert said in done.stderr and TOKEN not in done.stderr
    assert world.server.writes == []


def test_a_private_token_file_serves(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "tokens.toml"
    file.touch(0o600)
    file.write_text(f'"{KEY}" = "{TOKEN}"\n', "utf-8")
    monkeypatch.delenv(tokens.variable(KEY))
    monkeypatch.setenv(tokens.FILE, str(file))
    assert results(world.push(overwrite=("docs",))) == ["sent"] * 3


@pytest.mark.parametrize(
    ("code", "content", "said"),
    [
        (500, {"error": "x"}, "meldet einen Fehler (500)"),
        (405, {"status": "error"}, "nimmt die Anfrage so nicht an (405)"),
        (400, {"error": "x"}, "zu groß (400)"),
        (418, {}, "lehnt ab (418)"),
        (200, {"status": "maybe"}, "bestätigt den Empfang nicht"),
        (200, "ü".encode("latin-1"), "antwortet nicht in UTF-8"),
        (200, b"<html>", "antwortet nicht mit JSON"),
    ],
)
def test_what_the_cms_answers_to_a_write(handed_over: World, code: int, content: object, said: str) -> None:
    world = handed_over
    world.edit(EXAMPLE, "zum Beispiel der Lohnzettel", "zum Beispiel der **Lohnzettel**")
    answer = answering(code, content)
    world.server.before = lambda handler: handler.command == "POST" and answer(handler)
    done = world.push()
    assert results(done) == ["failed", "waiting", "waiting"] and done.exit_code == 1
    assert said in done.outcomes[0].message
    assert sum("pushpage" in one for one in world.server.asked) == 1


@pytest.mark.parametrize(
    ("code", "content", "said"),
    [
        (500, {"error": "x"}, "meldet einen Fehler (500)"),
        (200, "ü".encode("latin-1"), "antwortet nicht in UTF-8"),
        (200, b"[" * 100_000, "antwortet nicht mit JSON"),
        (200, {"languages": "de"}, "nennt die Sprachen der Region nicht"),
        (200, b" " * 5_100_000, "schickt mehr als 5 MB"),
        (503, b"", "ist zurzeit gestört (503)"),
    ],
    ids=["500", "latin-1", "deep", "form", "huge", "503"],
)
def test_what_the_cms_answers_to_the_first_question(world: World, code: int, content: object, said: str) -> None:
    world.server.before = answering(code, content)
    with pytest.raises(client.CmsError, match=re.escape(said)):
        world.push()


def test_redirects_are_not_followed(world: World) -> None:
    with running() as other:
        world.server.before = answering(301, b"", Location=f"{other.address}/api/v3/regions/musterregion/")
        with pytest.raises(client.CmsError, match="leitet auf eine andere Adresse um \\(301\\)"):
            world.push()
        assert other.asked == []


def test_a_disturbed_server_is_asked_again(handed_over: World) -> None:
    world, codes = handed_over, [502, 503, 504]
    world.edit(f"docs/tr/{KEY}", "## Kısaca", "## Kısa")
    world.server.before = lambda handler: bool(codes) and answering(codes.pop(0), b"")(handler)
    assert results(world.push()) == ["equal", "equal", "sent"] and sent(world) == ["tr"]


def test_a_lost_answer_is_no_reason_to_send_twice(handed_over: World) -> None:
    """The server has taken the text, and then the line is cut."""
    world, cut = handed_over, [True]
    world.edit(f"docs/tr/{KEY}", "## Kısaca", "## Kısa")

    def taken_and_cut(html: str) -> str:
        world.server.changes = str
        cut.append(False)
        return html

    real = Handler.say

    def say(self: Handler, code: int, content: object, **headers: str) -> None:
        if self.command == "POST" and cut.pop(0):
            self.connection.shutdown(socket.SHUT_RDWR)
        else:
            real(self, code, content, **headers)

    world.server.changes = taken_and_cut
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Handler, "say", say)
        assert results(world.push()) == ["equal", "equal", "sent"]
    assert sent(world) == ["tr"]


@pytest.mark.parametrize("drip", [False, True], ids=["silent", "dripping"])
def test_a_slow_server_ends_in_one_sentence(world: World, drip: bool) -> None:
    def slow(handler: Handler) -> bool:
        if drip:
            handler.send_response(200)
            handler.send_header("Content-Length", "1000")
            handler.end_headers()
        for _ in range(8):
            time.sleep(0.05)
            if drip:
                handler.wfile.write(b" ")
        return True

    world.server.before = slow
    cms = client.Cms(world.server.address, "musterregion", timeout=0.15, deadline=0.15, waits=(), pause=0)
    with pytest.raises(client.GoneError, match="antwortet nicht innerhalb von"):
        cms.languages()


def test_no_network_is_one_sentence(world: World) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        world.edit(config.PATH, world.server.address, f"http://127.0.0.1:{unused.getsockname()[1]}")
        cms = client.Cms(config.sound(world.site).base, "musterregion", waits=(0, 0, 0))
        with pytest.raises(client.GoneError, match="ist nicht zu erreichen"):
            cms.languages()


def test_what_is_left_when_the_line_breaks_is_named(handed_over: World) -> None:
    world = handed_over
    world.edit(EXAMPLE, "zum Beispiel der Lohnzettel", "zum Beispiel der **Lohnzettel**")
    world.server.before = lambda handler: "/ar/" in handler.path and answering(503, b"")(handler)
    done = world.push()
    assert results(done) == ["sent", "failed", "left"] and done.exit_code == 1
    assert "nicht versucht" in report.text(done)
    world.server.before = lambda handler: False
    assert results(world.push()) == ["equal", "sent", "sent"] and sent(world) == ["de", "ar", "tr"]


@pytest.mark.parametrize("at", [1, 2, 3], ids=["German", "Arabic", "Turkish"])
@pytest.mark.parametrize("taken", [False, True], ids=["before it is taken", "after"])
def test_killed_in_mid_push_and_run_again(handed_over: World, at: int, taken: bool) -> None:
    """The run dies at the n-th write; the next one brings the rest, nothing twice, and sees no editor at work."""
    world = handed_over
    world.edit(EXAMPLE, "zum Beispiel der Lohnzettel", "zum Beispiel der **Lohnzettel**")

    class Killed(BaseException):
        pass

    class Dying(client.Cms):
        count = 0

        def push(self, lang: str, number: int, token: str, content: str) -> None:
            Dying.count += 1
            if Dying.count < at or taken:
                super().push(lang, number, token, content)
            if Dying.count == at:
                raise Killed

    cms = Dying(world.server.address, "musterregion", pause=0)
    run = push.Push(world.site, cms, tokens.Tokens(), state.State(world.root, cms.name), apply=True)
    with pytest.raises(Killed):
        run.run(world.articles)
    world.push()
    assert world.server.texts == {one.lang: one.html for one in world.articles}
    assert results(world.push()) == ["equal"] * 3
    assert sorted(sent(world)) == ["ar", "de", "tr"]


def test_a_text_that_was_being_sent_when_it_was_killed_is_not_an_editors(handed_over: World) -> None:
    """Sent, killed before it was noted; then the German text changes once more."""
    world = handed_over
    world.edit(EXAMPLE, "zum Beispiel der Lohnzettel", "meist der Lohnzettel")
    name = world.cms().name
    known = state.State(world.root, name)
    german = world.articles[0]
    known.put(german.path, replace(known.get(german.path), sent=german.sha256, begun="1"))
    world.server.texts["de"] = german.html
    world.edit(EXAMPLE, "meist der Lohnzettel", "oft der Lohnzettel")
    assert results(world.push("docs/de")) == ["sent"]


def test_a_real_kill_leaves_a_readable_state(handed_over: World) -> None:
    world = handed_over
    world.edit(EXAMPLE, "zum Beispiel der Lohnzettel", "zum Beispiel der **Lohnzettel**")
    killed: list[subprocess.Popen[bytes]] = []

    def kill(handler: Handler) -> bool:
        if handler.command == "POST" and "/ar/" in handler.path and killed:
            killed.pop().kill()
        return False

    world.server.before = kill
    command = [sys.executable, "-m", "lotse", "--root", str(world.root), "integreat", "push", "--apply"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=dict(os.environ))
    killed.append(process)
    assert process.wait(60) == -9
    world.server.before = lambda handler: False
    world.push()
    assert results(world.push()) == ["equal"] * 3
    assert sorted(sent(world)) == ["ar", "de", "tr"]


@pytest.mark.parametrize("content", ["{", "[]", '{"x": 1}', '{"NAME": {"docs/de/x.md": {"oops": 1}}}', "\udcff"])
def test_a_broken_state_stops_before_anything_is_sent(handed_over: World, content: str) -> None:
    world = handed_over
    raw = content.replace("NAME", world.cms().name).encode("utf-8", "surrogateescape")
    (world.root / state.PATH).write_bytes(raw)
    done = world.command("--apply")
    assert done.exit_code == 1 and done.stderr.startswith("Fehler: docs/data/integreat.lock ist beschädigt")
    assert (world.root / state.PATH).read_bytes() == raw and world.server.writes == []


def test_two_regions_do_not_mix(handed_over: World) -> None:
    kept = json.loads((handed_over.root / state.PATH).read_text("utf-8"))
    other = state.State(handed_over.root, "https://cms.example/anderswo")
    assert other.records == {}
    other.put("docs/de/x.md", state.Record("a", "b", "c"))
    assert json.loads((handed_over.root / state.PATH).read_text("utf-8")).items() >= kept.items()


def test_json_is_json_and_nothing_else(handed_over: World) -> None:
    handed_over.server.texts["tr"] += "<p>x</p>"
    done = handed_over.command("--json")
    found = json.loads(done.stdout)
    schema = handed_over.root / "docs/data/schemas/integreat-push-output.schema.json"
    jsonschema.validate(found, json.loads(schema.read_text("utf-8")))
    assert [one["path"] for one in found["pages"]] == PATHS
    assert done.exit_code == 3 and found["applied"] is False and found["pages"][2]["diff"]


def test_a_wrong_path_is_misuse(world: World) -> None:
    done = world.command("docs/de/leitfaden/gibt-es-nicht.md")
    assert done.exit_code == 2 and "ist keine Seite für Integreat" in done.stderr
    assert world.server.asked == []


def test_without_an_agreed_region_nothing_is_asked(world: World) -> None:
    world.write(config.PATH, "")
    done = world.command()
    assert done.exit_code == 1 and "In integreat.toml fehlt base oder region" in done.stderr
    assert world.server.asked == []


def test_progress_names_each_page(handed_over: World) -> None:
    seen: list[tuple[int, int, str]] = []
    cms = handed_over.cms()
    run = push.Push(handed_over.site, cms, tokens.Tokens(), state.State(handed_over.root, cms.name))
    run.progress = lambda number, total, path: seen.append((number, total, path))
    run.run(handed_over.articles)
    assert seen == [(number, 3, path) for number, path in enumerate(PATHS, 1)]


def test_tokens_travel_by_https_only() -> None:
    with pytest.raises(ValueError, match="https"):
        client.Cms("http://cms.example", "musterregion")
    assert client.Cms("https://cms.example", "musterregion").session.trust_env


def test_a_run_says_who_it_is_and_stays_out_of_statistics(world: World) -> None:
    seen: list[tuple[str | None, ...]] = []
    names = ("User-Agent", "X-Integreat-Development", "Authorization")
    world.server.before = lambda handler: bool(seen.append(tuple(handler.headers[name] for name in names)))
    world.push(apply=False)
    assert set(seen) == {("Lotse (Beratungsleitfaden)", "true", None)}


def test_the_guide_itself_has_nothing_to_hide() -> None:
    """No token, no address of anybody's machine in what is committed."""
    text = (Path(__file__).resolve().parents[2] / config.PATH).read_text("utf-8")
    assert not re.search(r"[0-9a-f]{8}-[0-9a-f]{4}|127\.0\.0\.1", text)
    assert config.of(model.load(Path(__file__).resolve().parents[2])).faults == []


def test_a_withdrawn_page_that_the_app_still_shows_is_named(handed_over: World) -> None:
    world = handed_over
    world.edit(EXAMPLE, "scope:", "withdrawn: Falsche Frist\nscope:")
    done = world.push()
    assert results(done) == ["withdrawn"] * 3 and done.exit_code == 1
    assert "dort offline nehmen lassen" in done.outcomes[0].message
    world.server.texts.clear()
    assert results(world.push()) == []


def test_other_titles_are_counted_because_a_push_can_not_change_them(handed_over: World) -> None:
    handed_over.server.titles["tr"] = "Başka"
    done = handed_over.push()
    assert done.exit_code == 0 and done.outcomes[2].title == "Başka"
    assert report.text(done).startswith("Anderer Titel dort: 1 (push ändert keine Titel")


def test_what_would_break_in_the_app_is_not_sent(handed_over: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SITE_URL", "http://127.0.0.1:8000/")
    handed_over.reload()
    done = handed_over.push()
    assert results(done) == ["failed"] * 3 and "SITE_URL" in done.outcomes[0].message
    said = handed_over.command("--apply")
    assert (said.exit_code, said.stdout, said.stderr.count("\n")) == (1, "", 1) and "SITE_URL" in said.stderr
    assert handed_over.server.writes == []


def test_a_state_that_can_not_be_written_stops_the_run(handed_over: World, monkeypatch: pytest.MonkeyPatch) -> None:
    world = handed_over
    world.edit(EXAMPLE, "zum Beispiel der Lohnzettel", "zum Beispiel der **Lohnzettel**")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(state.os, "replace", full)
    done = world.push()
    assert results(done) == ["failed", "left", "left"] and world.server.writes == []
    assert "integreat.lock lässt sich nicht schreiben" in done.outcomes[0].message
