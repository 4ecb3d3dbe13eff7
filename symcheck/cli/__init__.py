"""The command line: one file per command, and how verdicts and diagnostics are shown; must not know how they are found."""
