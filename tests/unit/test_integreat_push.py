"""What a push sends, what it leaves alone, and what is left when it is stopped."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace

import jsonschema
import pytest
from conftest import EXAMPLE, fingerprint
from integreating import KEY, NUMBER, Handler, World, answering, results, sent

from lotse.integreat import client, config, push, report, state, tokens

pytest_plugins = ["pushing"]
PATHS = [f"docs/{lang}/{KEY}" for lang in ("de", "ar", "tr")]


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


def test_a_page_without_number_is_no_error(handed_over: World) -> None:
    handed_over.edit(config.PATH, f'"{KEY}" = {NUMBER}', "")
    done = handed_over.push()
    assert results(done) == ["no-id"] and done.exit_code == 0


def test_a_text_that_the_cms_changes_is_an_error_but_not_sent_again(handed_over: World) -> None:
    world = handed_over
    world.server.changes = lambda html: html.replace("<h2>", "<h3>")
    world.edit(f"docs/tr/{KEY}", "## Kısaca", "## Kısa")
    done = world.push()
    assert results(done) == ["equal", "equal", "differs"] and done.exit_code == 1
    assert "+<h2>Kısa</h2>" in done.outcomes[2].diff
    assert results(world.push()) == ["equal", "equal", "differs"] and sent(world) == ["tr"]


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
