---- MODULE Option ----
\* A value or none.
EXTENDS Apalache, Variants
LOCAL INSTANCE Sequences
Some(x) == Variant("Some", x)
None == Variant("None", UNIT)
IsSome(o) == VariantTag(o) = "Some"
IsNone(o) == VariantTag(o) = "None"
OptionCase(o, some(_), none(_)) == IF IsSome(o) THEN some(o.value) ELSE none(UNIT)
OptionMap(f(_), o) == IF IsSome(o) THEN Some(f(o.value)) ELSE None
OptionFlatMap(f(_), o) == IF IsSome(o) THEN f(o.value) ELSE None
OptionGetOrElse(o, default) == IF IsSome(o) THEN o.value ELSE default
OptionToSeq(o) == IF IsSome(o) THEN <<o.value>> ELSE <<>>
OptionToSet(o) == IF IsSome(o) THEN {o.value} ELSE {}
OptionGuess(S) == IF S = {} THEN None ELSE Some(Guess(S))
OptionFunApp(f, o) == IF IsSome(o) THEN Some(f[o.value]) ELSE None
OptionPartialFun(f, undefined) == [x \in DOMAIN f \cup undefined |-> IF x \in undefined THEN None ELSE Some(f[x])]
====
