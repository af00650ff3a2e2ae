"""How bulk work runs: processes, progress, pauses of the garbage collector."""
