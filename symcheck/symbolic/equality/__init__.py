"""When two symbolic values are equal, and where TLA+ cannot compare them; must not know any other operator."""
