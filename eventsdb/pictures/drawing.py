"""Files of charts, made by vl-convert: Vega without a browser and without a network."""

from __future__ import annotations

import json
from typing import Any

import vl_convert
from lxml import etree

from eventsdb.pictures import Form
from eventsdb.pictures.style import LINK_BASE

_SVG = "{http://www.w3.org/2000/svg}"
_LINK = "{http://www.w3.org/1999/xlink}href"
_PIXELS = 2  # of a PNG for one of the chart
_DRAWN = {
    "a",
    "circle",
    "clipPath",
    "defs",
    "g",
    "line",
    "linearGradient",
    "path",
    "rect",
    "stop",
    "svg",
    "text",
}


def written(chart: Any, form: Form) -> bytes:  # noqa: ANN401 - any Altair chart
    """The chart as a file of that form."""
    specification = chart.to_dict()
    match form:
        case "png":
            return vl_convert.vegalite_to_png(specification, scale=_PIXELS)
        case "pdf":
            return vl_convert.vegalite_to_pdf(specification)
        case "svg":
            return vl_convert.vegalite_to_svg(specification).encode()
        case "json":
            return json.dumps(specification, ensure_ascii=False, indent=2).encode()


def inline_svg(chart: Any, name: str) -> str:  # noqa: ANN401 - any Altair chart
    """The chart as an SVG element for a page.

    Links lead to anchors of the page and to nothing else; what a mark says is its `title`, which browsers
    show to whoever points at it; ids begin with `name`, so that those of two charts differ.
    """
    root = etree.fromstring(vl_convert.vegalite_to_svg(chart.to_dict()).encode())
    root.attrib.pop("height")  # it follows from the width, which a page may make less
    _rename_ids(root, name)
    for element in list(root.iter(etree.Element)):
        kind = etree.QName(element).localname
        if kind not in _DRAWN:
            raise ValueError(f"a chart has no <{element.tag}>")
        if kind == "path" and not element.get("d"):  # a country out of sight
            element.getparent().remove(element)
        elif kind == "a":
            _link(element)
    return str(etree.tostring(root, encoding="unicode"))


def _rename_ids(root: etree._Element, name: str) -> None:
    """Number ids from 1: Vega counts on from chart to chart."""
    new = {
        f"url(#{old})": f"url(#{name}-{number})" for number, old in enumerate(root.xpath("//@id"), start=1)
    }
    for element in root.iter(etree.Element):
        for attribute, value in element.attrib.items():
            if attribute == "id":
                element.set(attribute, new[f"url(#{value})"][5:-1])
            elif value in new:
                element.set(attribute, new[value])


def _link(element: etree._Element) -> None:
    address = element.attrib.pop(_LINK)
    element.set("href", f"#{address.removeprefix(LINK_BASE)}")
    said = next((mark.get("aria-label") for mark in element if mark.get("aria-label")), None)
    if said:
        title = etree.Element(f"{_SVG}title")
        title.text = said
        element.insert(0, title)
