"""The push tokens of pages: from the environment or from a private file, never from the command line."""

from __future__ import annotations

import os
import re
import stat
import tomllib
from pathlib import Path

FILE = "INTEGREAT_TOKENS_FILE"
_MAX = 36  # characters, as the CMS stores them


class TokensError(Exception):
    """The tokens can't be used; the text says why, in German, and names none of them."""


def variable(key: str) -> str:
    """Name of the environment variable for a page: ``leitfaden/sprache.md`` has ``INTEGREAT_TOKEN_LEITFADEN_SPRACHE``."""
    return "INTEGREAT_TOKEN_" + re.sub(r"[^A-Z0-9]", "_", key.removesuffix(".md").upper())


class Tokens:
    """All tokens; the environment wins over the file. Raises TokensError when the file may be read by others."""

    def __init__(self) -> None:
        self._file = _read(Path(os.environ[FILE])) if os.environ.get(FILE) else {}

    def of(self, key: str) -> str:
        """The token of a page, or empty."""
        return os.environ.get(variable(key), "").strip() or self._file.get(key, "")


def _read(file: Path) -> dict[str, str]:
    try:
        with file.open("rb") as opened:
            if stat.S_IMODE(os.fstat(opened.fileno()).st_mode) & 0o077:
                raise TokensError(f"{file} dürfen auch andere lesen: chmod 600 {file}")
            found = tomllib.load(opened)
    except OSError as error:
        raise TokensError(f"{file} aus {FILE} lässt sich nicht lesen: {error.strerror}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        raise TokensError(f'{file} ist kein lesbares TOML; je Zeile: "leitfaden/sprache.md" = "Token"') from None
    for key, token in found.items():
        if not isinstance(token, str) or not 0 < len(token) <= _MAX:
            raise TokensError(f"{file}: Der Token für „{key}“ ist kein Text mit höchstens {_MAX} Zeichen")
    return found
