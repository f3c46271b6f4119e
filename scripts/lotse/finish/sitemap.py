"""``sitemap.xml`` with the languages of each page (sitemaps.org 0.9, hreflang by xhtml:link)."""

from __future__ import annotations

import gzip
from html import escape

from lotse import locales
from lotse.course.blocks import is_document
from lotse.finish.context import Context
from lotse.model import SOURCE


def write(context: Context) -> None:
    """Replace the builder's sitemap: only pages that are really in their language are in it."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">',
    ]
    for german in context.site.in_language(SOURCE):
        if german.meta.get("withdrawn") or is_document(german):
            continue
        langs = [lang for lang in context.languages if context.site.page(lang, german.key)]
        alternates = [(locales.tag(lang), context.address(lang, german.key)) for lang in langs]
        alternates.append(("x-default", context.address(SOURCE, german.key)))
        for lang in langs:
            lines.append(f"  <url><loc>{escape(context.address(lang, german.key))}</loc>")
            lines += [
                f'    <xhtml:link rel="alternate" hreflang="{tag}" href="{escape(address)}"/>'
                for tag, address in alternates
            ]
            lines.append("  </url>")
    text = "\n".join([*lines, "</urlset>", ""]).encode()
    (context.site_dir / "sitemap.xml").write_bytes(text)
    # Without a time in it, two builds of the same sources stay identical.
    (context.site_dir / "sitemap.xml.gz").write_bytes(gzip.compress(text, mtime=0))
    robots = f"User-agent: *\nAllow: /\nSitemap: {context.base}sitemap.xml\n"
    (context.site_dir / "robots.txt").write_text(robots, "utf-8")
