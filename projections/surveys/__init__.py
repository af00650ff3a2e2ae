"""The read tables of surveys and satisfaction."""
