---- MODULE Bitwise ----
\* Natural numbers as strings of bits.
LOCAL INSTANCE Integers

RECURSIVE AndBits(_, _)
LOCAL AndBits(x, y) ==
  IF x = 0 \/ y = 0 THEN 0 ELSE 2 * AndBits(x \div 2, y \div 2) + (x % 2) * (y % 2)
x & y == AndBits(x, y)
x | y == x + y - AndBits(x, y)
x ^^ y == x + y - 2 * AndBits(x, y)
RECURSIVE Shifted(_, _)
LOCAL Shifted(x, n) == IF n = 0 \/ x = 0 THEN x ELSE Shifted(x \div 2, n - 1)
shiftR(x, n) == Shifted(x, n)
shiftL(x, n) == x * 2 ^ n
====
