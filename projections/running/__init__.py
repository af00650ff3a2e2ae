"""Run the folds: store, follow, build, rebuild, swap, verify, query."""
