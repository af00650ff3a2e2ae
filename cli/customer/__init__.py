"""indelible customer."""
