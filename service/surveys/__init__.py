"""The use cases of surveys and satisfaction."""
