"""Identifiers bound to the elements of sets, and which elements need a look; must not know actions."""
