"""indelible complaint."""
