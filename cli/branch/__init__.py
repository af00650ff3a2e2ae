"""indelible branch."""
