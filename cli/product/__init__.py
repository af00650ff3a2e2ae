"""indelible product."""
