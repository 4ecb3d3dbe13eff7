\* property: Small
\* property: Sound
\* states: 6
---- MODULE NotReached ----
\* Runs no command: what would is never evaluated.
EXTENDS Naturals, IOUtils, TLCExt
VARIABLE x
Init == x = 0
Next == \/ x < 5 /\ x' = x + 1
        \/ x = 5 /\ x' = 0
        \/ x > 5 /\ x' = IOExec(<<"date">>).exitValue
Small == x < 6 \/ IOExec(<<"report", Trace>>).exitValue = 0
Sound == (x > 5 => CounterExample.state = {}) /\ (\A n \in 6..x : TLCFP(n) > 0)
Nobody == IOExec(<<"asks">>)
====
