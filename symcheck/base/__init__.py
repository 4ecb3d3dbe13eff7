"""The ground floor: places in source text, diagnostics, budgets and progress; knows nothing of TLA+."""
