"""Engines: they search transition systems for bad states; must not know TLA+."""
