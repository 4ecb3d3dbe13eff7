---- MODULE Variants ----
\* Values with a tag.
UNIT == "U_OF_UNIT"
Variant(tag, value) == [tag |-> tag, value |-> value]
VariantTag(v) == v.tag
VariantFilter(tag, S) == {v.value : v \in {w \in S : w.tag = tag}}
VariantGetOrElse(tag, v, default) == IF v.tag = tag THEN v.value ELSE default
VariantGetUnsafe(tag, v) == v.value
\* of earlier versions
VariantGetOnly(tag, v) == v.value
VariantMatch(tag, v, then(_), else(_)) == IF v.tag = tag THEN then(v.value) ELSE else(v)
====
