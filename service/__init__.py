"""The domain service, one file per noun: look up, decide, append, answer."""
