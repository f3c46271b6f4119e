"""A chart in a page: the picture, the same figures as a table, and where they come from."""

from __future__ import annotations

from lotse import charts, locales
from lotse.diagrams import bars
from lotse.finish.context import Context
from lotse.finish.html import render
from lotse.model import SOURCE


def html(context: Context, name: str) -> str:
    """The chart ``name`` as HTML, German in every language; empty if there is none."""
    chart = charts.of(context.site).get(name)
    if chart is None:
        return ""
    several = len(chart.series) > 1
    groups = [
        bars.Group(row.label, chart.series if several else ("",), row.bars, bars.kinds(len(chart.series), row.kind))
        for row in chart.rows
    ]
    return render(
        "chart", words=context.words(SOURCE), chart=chart, svg=bars.draw(chart.title, chart.description, groups),
        sources=chart.sources, checked=[locales.day(day, SOURCE) for day in sorted({one["checked"] for one in chart.sources})],
    )  # fmt: skip
