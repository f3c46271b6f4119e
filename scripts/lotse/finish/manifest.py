"""One web app manifest a language (W3C Application Manifest): name, language, direction and icons of the installed guide."""

from __future__ import annotations

import json

from lotse import locales
from lotse.finish.context import Context
from lotse.finish.html import Tree, append, one

NAME = "manifest.webmanifest"
_ICONS = (
    ("favicon.svg", "any", "image/svg+xml", "any"),
    ("icon-192.png", "192x192", "image/png", "any"),
    ("icon-512.png", "512x512", "image/png", "any"),
    ("icon-maskable-512.png", "512x512", "image/png", "maskable"),
)
_COLOUR = "#083f4b"  # the ground of the icons


def link(context: Context, lang: str, tree: Tree, up: str) -> None:
    """Name the manifest of the reader's language in a page."""
    append(one(tree, "head"), f'<link rel="manifest" href="{up}{context.folder(lang)}{NAME}">')


def write(context: Context) -> None:
    """Write the manifests into the built site."""
    for lang in context.languages:
        words = context.words(lang)
        folder = context.folder(lang)
        up = "../" if folder else "./"
        content = {
            "id": context.base_path + folder,
            "name": words["site"]["name"],
            "short_name": words["offline"]["short_name"],
            "description": words["site"]["tagline"],
            "lang": locales.tag(lang),
            "dir": locales.direction(lang),
            "start_url": "./",
            "scope": up,  # the other languages and the German pages belong to it
            "display": "standalone",
            "display_override": ["minimal-ui"],  # with a button back, where there is such a thing
            "theme_color": _COLOUR,
            "background_color": "#ffffff",
            "icons": [
                {"src": f"{up}assets/brand/{name}", "sizes": sizes, "type": kind, "purpose": purpose}
                for name, sizes, kind, purpose in _ICONS
            ],
        }
        text = json.dumps(content, ensure_ascii=False, indent=1)
        (context.site_dir / folder / NAME).write_text(f"{text}\n", "utf-8")
