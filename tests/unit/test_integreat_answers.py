"""What the CMS of Integreat answers, well, badly or not at all, and what is then said; tokens on the way there."""

from __future__ import annotations

import re
import socket
import time
from pathlib import Path

import pytest
from conftest import EXAMPLE
from integreating import KEY, NUMBER, TOKEN, Handler, World, answering, results, running, sent

from lotse import model
from lotse.integreat import client, config, tokens

pytest_plugins = ["pushing"]


def test_an_unknown_number_is_explained(handed_over: World) -> None:
    handed_over.edit(config.PATH, str(NUMBER), "99")
    done = handed_over.push()
    assert results(done) == ["hidden"] * 3 and done.exit_code == 1
    assert "Seite 99 ist in Integreat nicht öffentlich oder gibt es nicht (404)" in done.outcomes[0].message


def test_an_unknown_region_is_one_sentence(world: World) -> None:
    world.edit(config.PATH, "musterregion", "anderswo")
    done = world.command()
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr == "Fehler: Diese Region gibt es in Integreat nicht (404): region in integreat.toml prüfen\n"


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
