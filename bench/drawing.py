"""Plots beside the tables: one SVG a measurement, drawn by the script that measured."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pygal
from pygal.style import Style

FOLDER = Path(__file__).parent / "plots"
# Grey letters on nothing: readable on a light page and on a dark one.
STYLE = Style(
    background="transparent",
    plot_background="transparent",
    foreground="#7d8590",
    foreground_strong="#7d8590",
    foreground_subtle="#7d8590",
    font_family="sans-serif",
    label_font_size=14,
    guide_stroke_color="#7d858066",
    major_guide_stroke_color="#7d858066",
    colors=("#2f81f7", "#db6d28", "#8b949e", "#1f6feb", "#bd561d", "#a371f7"),
    value_colors=("#7d8590",) * 6,
)


def bars(
    name: str, title: str, labels: Sequence[str], series: Mapping[str, Sequence[float | None]], ground: str
) -> str:
    """Draws bars, one colour for each of the series; returns what shows them in bench/README.md.

    None where one of the series has nothing.
    """
    chart = pygal.Bar(
        style=STYLE,
        # No script, and so no address of anybody's.
        js=(),
        width=900,
        height=420,
        legend_at_bottom=True,
        legend_at_bottom_columns=3,
        print_values=True,
        print_values_position="top",
        value_formatter=lambda value: f"{value:,.4g}" if value < 10 else f"{value:,.0f}",
    )
    chart.title = f"{title}\n{ground}"
    chart.x_labels = labels
    for one, values in series.items():
        chart.add(one, list(values))
    FOLDER.mkdir(exist_ok=True)
    (FOLDER / f"{name}.svg").write_text(chart.render(is_unicode=True) + "\n", encoding="utf-8")
    return f"![{title}](plots/{name}.svg)"
