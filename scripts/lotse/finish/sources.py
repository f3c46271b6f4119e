"""The foot of a page: what it rests on, and where to say that it is wrong."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from lotse import locales
from lotse.course.blocks import joined, texts
from lotse.finish.context import Context, Shown
from lotse.laws import load
from lotse.model import Page


def foot(context: Context, shown: Shown) -> dict[str, Any]:
    """Values for the template ``foot``."""
    return {
        "statutes": _statutes(context, shown),
        "listed": _listed(context, shown),
        "report": _issue(context, "fehler.yml", "Fehler melden", seite=shown.page.path),
        "suggest": _edit(context, shown.page.path),
        "contact": _contact(context, shown),
        "feedback": _feedback(context),
    }


def _statutes(context: Context, shown: Shown) -> list[dict[str, str]]:
    """The statutes cited on the page, in the order in which they first appear."""
    laws = load(context.site.root)
    found: dict[str, dict[str, str]] = {}
    pages = _shown(context, shown)
    said = (run.text for page in pages for run in page.doc.runs)
    asked = (text for page in pages for text in texts(context.site, page))
    for text in (*said, *asked):
        for one in laws.find(text):
            name = laws.statute(one.statute)
            if name and name not in found:
                found[name] = {"short": name, "name": str(laws.statutes[name]["name"])}
    return list(found.values())


def _shown(context: Context, shown: Shown) -> list[Page]:
    """The page, and those that a document joins."""
    return [shown.page] if shown.fallback else joined(context.site, shown.page)


def _listed(context: Context, shown: Shown) -> list[dict[str, str]]:
    found: dict[tuple[str, str], dict[str, str]] = {}
    for page in [shown.german, *_shown(context, shown)[1:]]:
        listed = page.meta.get("sources")
        for one in listed if isinstance(listed, list) else ():
            if isinstance(one, dict) and "title" in one:
                checked = locales.day(str(one.get("checked", "")), shown.lang)
                source = {"title": one["title"], "url": one.get("url", ""), "checked": checked}
                found.setdefault((source["title"], source["url"]), source)
    return list(found.values())


def _edit(context: Context, path: str) -> str:
    """Address where the source of what is shown can be changed in the browser."""
    if not context.repository:
        return ""
    middle = "/-/edit/main/" if "gitlab" in context.repository else "/edit/main/"
    return context.repository + middle + quote(path)


def _issue(context: Context, form: str, title: str, **fields: str) -> str:
    """Address of a form, filled in as far as we know the answers."""
    if not context.repository:
        return ""
    if "gitlab" in context.repository:
        text = "\n".join(f"{name}: {value}" for name, value in fields.items())
        return f"{context.repository}/-/issues/new?issue[title]={quote(title)}&issue[description]={quote(text)}"
    query = "&".join(f"{name}={quote(value, safe='')}" for name, value in fields.items())
    return f"{context.repository}/issues/new?template={form}&{query}"


def _contact(context: Context, shown: Shown) -> str:
    """The form for opening hours, on pages that show an office."""
    offices = [block.title.split()[1] for block in shown.page.doc.blocks
               if block.name == "data" and block.title.startswith("office ")]  # fmt: skip
    return (
        _issue(context, "oeffnungszeiten.yml", "Öffnungszeiten", stelle=offices[0], seite=shown.page.path)
        if offices
        else ""
    )


def _feedback(context: Context) -> list[dict[str, str]]:
    """Ways to report without an account."""
    given = context.operator.get("feedback") or {}
    ways = []
    if given.get("email"):
        ways.append({"text": given["email"], "url": f"mailto:{given['email']}"})
    if given.get("phone"):
        ways.append({"text": given["phone"], "url": "tel:" + "".join(c for c in given["phone"] if c in "+0123456789")})
    if given.get("post"):
        ways.append({"text": given["post"], "url": ""})
    return ways
