"""The command line: one file per command, and how verdicts are shown; must not know how they are found."""
