---- MODULE TLCExt ----
\* What of TLC's extensions has a meaning apart from TLC.
LOCAL INSTANCE TLC
AssertEq(a, b) == IF a = b THEN TRUE ELSE PrintT(<<"Assertion failed", a, b>>) /\ FALSE
PickSuccessor(e) == TRUE
TLCCache(e, closure) == e
TLCNoOp(e) == e
TLCDefer(e) == TRUE
====
