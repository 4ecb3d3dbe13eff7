---- MODULE CSV ----
\* What is written out is not written: only the value of the operators counts.
CSVWrite(template, value, file) == TRUE
CSVWriteRecord(record, delimiter, headers, file) == TRUE
====
