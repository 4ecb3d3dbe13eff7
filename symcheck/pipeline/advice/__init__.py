"""Warnings about checks that say less than they seem to; must not know how verdicts are found."""
