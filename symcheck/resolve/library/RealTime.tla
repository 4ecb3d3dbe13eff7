---- MODULE RealTime ----
\* Time as a variable, bounds on how long an action may be or must be enabled (Specifying Systems, chapter 9).
EXTENDS Reals
VARIABLE now

RTBound(A, v, D, E) ==
  LET Tick(t) == t' = IF <<A>>_v \/ ~(ENABLED <<A>>_v)' THEN 0 ELSE t + (now' - now)
      Timer(t) == t = 0 /\ [][Tick(t)]_<<t, v, now>>
  IN \EE t : Timer(t) /\ [](t =< E) /\ [][A => D =< t]_v
RTnow(v) ==
  LET Pass == now' \in {r \in Real : r > now} /\ UNCHANGED v
  IN now \in Real /\ [][Pass]_now /\ \A r \in Real : WF_now(Pass /\ now' > r)
====
