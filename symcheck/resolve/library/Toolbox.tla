---- MODULE Toolbox ----
\* What TLC's modules of a trace are made with: _TETrace is built in, their configuration says what it is.
LOCAL INSTANCE TLC
_TEPosition == TLCGet("level")
====
