"""What servers add to each answer: ``_headers`` for hosts that read it, ``_nginx.conf`` to include for nginx.

GitHub Pages and GitLab Pages let nobody set headers; there the policy in each page has to do.
"""

from __future__ import annotations

import re
from html import unescape

from lotse.finish import csp
from lotse.finish.context import Context
from lotse.model import SOURCE

HEADERS_FILE, NGINX_FILE = "_headers", "_nginx.conf"
_META = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)"')
_HASH = re.compile(r"'sha256-[^']+'")
# Nothing of this is used here; writing to the clipboard is, so it is left as browsers have it.
_OFF = (
    "accelerometer", "autoplay", "camera", "display-capture", "encrypted-media", "fullscreen", "geolocation",
    "gyroscope", "magnetometer", "microphone", "midi", "payment", "picture-in-picture", "publickey-credentials-get",
    "screen-wake-lock", "usb", "xr-spatial-tracking",
)  # fmt: skip
_PACKED = (
    "application/atom+xml", "application/javascript", "application/json", "application/manifest+json",
    "application/xml", "image/svg+xml", "text/css", "text/javascript", "text/plain", "text/xml",
)  # fmt: skip


def write(context: Context) -> None:
    """Write both files into the built site; every page has its policy by then."""
    headers = _headers(_allowed(context))
    lines = [f"{context.base_path}*", *(f"  {name}: {value}" for name, value in headers.items())]
    (context.site_dir / HEADERS_FILE).write_text("\n".join(lines) + "\n", "utf-8")
    (context.site_dir / NGINX_FILE).write_text(_nginx(context, headers), "utf-8")


def _allowed(context: Context) -> set[str]:
    """Hash sources of all pages: a header is the same for each of them."""
    found: set[str] = set()
    for file in context.site_dir.rglob("*.html"):
        meta = _META.search(file.read_text("utf-8"))
        found |= set(_HASH.findall(unescape(meta[1]))) if meta else set()
    return found


def _headers(allowed: set[str]) -> dict[str, str]:
    return {
        "Content-Security-Policy": f"{csp.policy(allowed)}; frame-ancestors 'none'",
        "Strict-Transport-Security": "max-age=31536000",
        "Referrer-Policy": "no-referrer",
        "Permissions-Policy": ", ".join(f"{name}=()" for name in _OFF),
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Opener-Policy": "same-origin",
    }


def _nginx(context: Context, headers: dict[str, str]) -> str:
    base = context.base_path
    quoted = re.escape(base)
    lines = [
        "# Geschrieben von lotse build, passend zu genau dieser Fassung der Seiten.",
        "# Einbinden mit „include“ in dem Block server { … }, der Adresse, Zertifikat und root nennt.",
        f"# Die Seiten liegen in dem Ordner unter root, der zu {base} gehört.",
        "",
        *(f'add_header {name} "{value}" always;' for name, value in headers.items()),
        "",
        "server_tokens off;",
        "absolute_redirect off;",
        "charset utf-8;",
        "gzip on;",
        "gzip_vary on;",
        "gzip_min_length 512;",
        f"gzip_types {' '.join(_PACKED)};",
        "",
        f"error_page 404 {base}404.html;",
        f"location {base} {{ index index.html; expires -1; }}",
        *(
            f"location {base}{context.folder(lang)} "
            f"{{ index index.html; expires -1; error_page 404 {base}{context.folder(lang)}404.html; }}"
            for lang in context.languages
            if lang != SOURCE
        ),
        "# Der Name dieser Dateien enthält ihre Prüfsumme.",
        f"location {base}pagefind/fragment/ {{ expires 1y; }}",
        f"location {base}pagefind/index/ {{ expires 1y; }}",
        r"location ~ \.webmanifest$ { types { } default_type application/manifest+json; expires -1; }",
        f"location ~ ^{quoted}({HEADERS_FILE}|{re.escape(NGINX_FILE)})$ {{ return 404; }}",
    ]
    if base != "/":
        lines += [
            f"location = {base.rstrip('/')} {{ return 301 {base}; }}",
            f"location = /.well-known/security.txt {{ rewrite ^ {base}.well-known/security.txt last; }}",
        ]
    return "\n".join([*lines, ""])
