---- MODULE Json ----
\* What is written out is not written: only the value of the operators counts.
JsonSerialize(file, value) == TRUE
ndJsonSerialize(file, value) == TRUE
====
