"""What may happen, what happened, and what that makes true. Pure."""
