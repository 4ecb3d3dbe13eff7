"""How states are visited and judged: all of them, or at random; must not know expressions."""
