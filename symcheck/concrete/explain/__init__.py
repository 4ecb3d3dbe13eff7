"""Why what a trace shows is false; must not know who found the trace."""
