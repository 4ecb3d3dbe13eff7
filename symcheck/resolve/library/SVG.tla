---- MODULE SVG ----
\* Drawings as records. They are not turned into text.
LOCAL INSTANCE TLC
LOCAL INSTANCE Integers
LOCAL INSTANCE Sequences
SVGElem(name, attrs, children, innerText) ==
  [name |-> name, attrs |-> attrs, children |-> children, innerText |-> innerText]
Line(x1, y1, x2, y2, attrs) ==
  SVGElem("line", [x1 |-> x1, y1 |-> y1, x2 |-> x2, y2 |-> y2] @@ attrs, <<>>, "")
Circle(cx, cy, r, attrs) == SVGElem("circle", [cx |-> cx, cy |-> cy, r |-> r] @@ attrs, <<>>, "")
Rect(x, y, w, h, attrs) == SVGElem("rect", [x |-> x, y |-> y, width |-> w, height |-> h] @@ attrs, <<>>, "")
Text(x, y, text, attrs) == SVGElem("text", [x |-> x, y |-> y] @@ attrs, <<>>, text)
Image(x, y, width, height, href, attrs) ==
  SVGElem("image", [x |-> x, y |-> y, width |-> width, height |-> height, href |-> href] @@ attrs, <<>>, "")
Group(children, attrs) == SVGElem("g", attrs, children, "")
Svg(children, attrs) == SVGElem("svg", attrs, children, "")
====
