"""Functions whose keys are not all plain values, or whose domain is infinite; must not know layouts."""
