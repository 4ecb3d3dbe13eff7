"""Draws curves as SVG, with a logarithmic scale upwards; must not know what is measured."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

_WIDTH, _HEIGHT = 720, 420
_LEFT, _RIGHT, _TOP, _BOTTOM = 70, 250, 20, 50
_COLOURS = ("#1b6ca8", "#c0392b", "#2e8b57", "#8e44ad", "#d68910", "#16808a", "#7f5539", "#555555")


@dataclass(frozen=True, slots=True)
class Curve:
    """`points` from left to right; the second numbers are positive."""

    name: str
    points: tuple[tuple[float, float], ...]


def plot(curves: Sequence[Curve], across: str, upwards: str) -> str:
    """The text of an SVG file. There is at least one point."""
    xs = [x for curve in curves for x, _ in curve.points]
    ys = [y for curve in curves for _, y in curve.points]
    low, high = math.floor(math.log10(min(ys))), math.ceil(math.log10(max(ys)))
    frame = _Frame(0.0, float(max(xs)) or 1.0, float(low), float(max(high, low + 1)))
    parts = [*_axes(frame, sorted(set(xs)), across, upwards), *_drawn(frame, curves)]
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{_HEIGHT}" '
        f'viewBox="0 0 {_WIDTH} {_HEIGHT}" font-family="sans-serif" font-size="12">'
    )
    return "\n".join([head, '<rect width="100%" height="100%" fill="white"/>', *parts, "</svg>", ""])


@dataclass(frozen=True, slots=True)
class _Frame:
    """What is shown: from left to right, and powers of ten from low to high."""

    left: float
    right: float
    low: float
    high: float

    def x(self, value: float) -> float:
        return _LEFT + (value - self.left) / (self.right - self.left) * (_WIDTH - _LEFT - _RIGHT)

    def y(self, value: float) -> float:
        share = (math.log10(value) - self.low) / (self.high - self.low)
        return _HEIGHT - _BOTTOM - share * (_HEIGHT - _TOP - _BOTTOM)


def _axes(frame: _Frame, sizes: Sequence[float], across: str, upwards: str) -> Iterator[str]:
    end, bottom = _WIDTH - _RIGHT, _HEIGHT - _BOTTOM
    for power in range(int(frame.low), int(frame.high) + 1):
        y = frame.y(10.0**power)
        yield f'<line x1="{_LEFT}" y1="{y:.1f}" x2="{end}" y2="{y:.1f}" stroke="#dddddd"/>'
        yield f'<text x="{_LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{10.0**power:g}</text>'
    last = -math.inf
    for size in sizes:
        if frame.x(size) - last >= 20:
            last = frame.x(size)
            yield f'<text x="{last:.1f}" y="{bottom + 18}" text-anchor="middle">{size:g}</text>'
    yield f'<path d="M{_LEFT} {_TOP}V{bottom}H{end}" fill="none" stroke="black"/>'
    yield f'<text x="{(_LEFT + end) / 2:.0f}" y="{_HEIGHT - 10}" text-anchor="middle">{escape(across)}</text>'
    middle = (_TOP + bottom) / 2
    turned = f'x="18" y="{middle:.0f}" transform="rotate(-90 18 {middle:.0f})"'
    yield f'<text {turned} text-anchor="middle">{escape(upwards)}</text>'


def _drawn(frame: _Frame, curves: Sequence[Curve]) -> Iterator[str]:
    for place, curve in enumerate(curves):
        colour = _COLOURS[place % len(_COLOURS)]
        dash = "" if place < len(_COLOURS) else ' stroke-dasharray="5 3"'
        at = [f"{frame.x(x):.1f},{frame.y(y):.1f}" for x, y in curve.points]
        yield f'<polyline points="{" ".join(at)}" fill="none" stroke="{colour}" stroke-width="2"{dash}/>'
        for point in at:
            x, y = point.split(",")
            yield f'<circle cx="{x}" cy="{y}" r="3" fill="{colour}"/>'
        top = _TOP + 10 + 18 * place
        yield f'<rect x="{_WIDTH - _RIGHT + 15}" y="{top - 9}" width="12" height="12" fill="{colour}"/>'
        yield f'<text x="{_WIDTH - _RIGHT + 33}" y="{top + 2}">{escape(curve.name)}</text>'
