---- MODULE TLCExt ----
\* What of TLC's extensions has a meaning apart from TLC. Trace, TLCModelValue and TLCGetOrDefault are built in.
LOCAL INSTANCE TLC
AssertEq(a, b) == IF a = b THEN TRUE ELSE PrintT(<<"Assertion failed", a, b>>) /\ FALSE
PickSuccessor(e) == TRUE
TLCCache(e, closure) == e
TLCNoOp(e) == e
TLCDefer(e) == TRUE
TLCGetAndSet(key, op(_, _), value, default) ==
  LET old == TLCGetOrDefault(key, default) IN IF TLCSet(key, op(old, value)) THEN old ELSE old
====
