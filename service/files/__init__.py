"""Small files that operators write: lists, settings, rules."""
