---- MODULE DyadicRationals ----
\* Rationals whose denominator is a power of two, in lowest terms.
LOCAL INSTANCE Integers
LOCAL INSTANCE Sequences
LOCAL INSTANCE TLC

LOCAL Rational(n, d) == [num |-> n, den |-> d]
RECURSIVE Lowest(_, _)
LOCAL Lowest(n, d) == IF d > 1 /\ n % 2 = 0 THEN Lowest(n \div 2, d \div 2) ELSE Rational(n, d)
Zero == Rational(0, 1)
One == Rational(1, 1)
IsDyadicRational(r) == \E i \in 0..r.den : 2 ^ i = r.den
Add(p, q) ==
  IF p.den > q.den THEN Lowest(p.num + q.num * (p.den \div q.den), p.den)
  ELSE Lowest(p.num * (q.den \div p.den) + q.num, q.den)
Half(p) == Lowest(p.num, p.den * 2)
PrettyPrint(p) ==
  IF p = Zero THEN "0" ELSE IF p = One THEN "1" ELSE ToString(p.num) \o "/" \o ToString(p.den)
====
