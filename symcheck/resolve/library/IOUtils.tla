---- MODULE IOUtils ----
\* What is written out is not written: only the value of the operators counts. IOEnv and atoi are built in.
LOCAL INSTANCE TLC
LOCAL INSTANCE Naturals
LOCAL INSTANCE Sequences
IOSerialize(value, file, compress) == TRUE
Serialize(value, file, options) == [exitValue |-> 0, stdout |-> "", stderr |-> ""]
zeroPadN(value, n) ==
  LET RECURSIVE Padded(_)
      Padded(s) == IF Len(s) >= n THEN s ELSE Padded("0" \o s)
  IN Padded(ToString(value))
====
