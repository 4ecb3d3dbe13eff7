"""Systems into systems, one verb for each module; must not know engines or solvers."""
