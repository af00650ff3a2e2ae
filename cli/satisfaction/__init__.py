"""indelible satisfaction."""
