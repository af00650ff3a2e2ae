"""indelible audit."""
