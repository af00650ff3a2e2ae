"""indelible scheme."""
