---- MODULE Json ----
\* What is written out is not written: only the value of the operators counts. ToJson and what reads files is built in.
ToJsonArray(value) == ToJson(value)
ToJsonObject(value) == ToJson(value)
JsonSerialize(file, value) == TRUE
ndJsonSerialize(file, value) == TRUE
====
