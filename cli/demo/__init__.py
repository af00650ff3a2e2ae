"""indelible demo."""
