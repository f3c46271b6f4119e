"""The pre-check: rules from ``docs/data/precheck.yml``, an evaluator, and how answers are read.

``site`` → :func:`bundle_of` (facts inserted) → :func:`of` (objects) → ``evaluate.evaluate``.
"""

from __future__ import annotations

from typing import Any

from lotse import facts
from lotse.faults import Fault
from lotse.model import Site
from lotse.precheck import bundle, exclusive, names, rules
from lotse.precheck.conditions import Bound
from lotse.precheck.rules import Rules
from lotse.source import schema

PRECHECK, DOCUMENTS = "precheck", "documents"


def sound(site: Site) -> bool:
    """Whether both files and the facts are there and have the agreed form; frontmatter/data says what is wrong."""
    if "precheck.sound" not in site.cache:
        site.cache["precheck.sound"] = all(_sound(site, name) for name in (PRECHECK, DOCUMENTS, "facts"))
    found: bool = site.cache["precheck.sound"]
    return found


def _sound(site: Site, name: str) -> bool:
    file = site.data.get(name)
    if file is None or file.file.problems or file.yaml.problems or file.value is None:
        return False
    return not any(schema.validate(site.root, f"{name}.schema.json", file.value))


def faults(site: Site) -> list[Fault]:
    """Names in ``precheck.yml`` that name nothing; none while the files are not sound."""
    if "precheck.faults" not in site.cache:
        site.cache["precheck.faults"] = list(names.faults(site, _facts(site))) if sound(site) else []
    found: list[Fault] = site.cache["precheck.faults"]
    return found


def bundle_of(site: Site) -> dict[str, Any] | None:
    """The rules as page and evaluators get them; None while a file is broken or a name is unknown."""
    if not sound(site) or faults(site):
        return None
    return bundle.bundle(site.value(PRECHECK), site.value(DOCUMENTS), _facts(site))


def of(site: Site) -> Rules | None:
    """The rules as objects, read once; None while a file is broken or a name is unknown."""
    if "precheck" not in site.cache:
        found = bundle_of(site)
        site.cache["precheck"] = rules.parse(found) if found else None
    known: Rules | None = site.cache["precheck"]
    return known


def exclusive_groups(site: Site) -> list[exclusive.Group]:
    """What claims to exclude each other; none while a file is broken or a name is unknown."""
    known = of(site)
    return list(exclusive.groups(known, bundle.exclusive(site.value(PRECHECK), _facts(site)))) if known else []


def _facts(site: Site) -> bundle.FactValue:
    def value(name: str) -> Bound | None:
        fact = facts.of(site).get(name)
        if fact is None:
            return None
        if isinstance(fact.value, str):
            return fact.value if fact.unit == "date" else None
        return int(fact.value) if fact.value == int(fact.value) else float(fact.value)

    return value
