"""Import files of surveys and satisfaction."""
