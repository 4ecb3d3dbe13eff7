\* property: Even
-------- MODULE Replaced --------
EXTENDS Naturals
CONSTANT Step
VARIABLE n
Two == 2
Init == n = 0
Next == n' = (n + Step) % 8
Even == n % 2 = 0
====
