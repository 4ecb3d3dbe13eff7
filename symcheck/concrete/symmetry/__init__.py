"""States that differ only in the names of model values are searched once; must not know how states are searched."""
