---- MODULE IOUtils ----
\* What is written out is not written: only the value of the operators counts.
IOSerialize(value, file, compress) == TRUE
====
