"""indelible db."""
