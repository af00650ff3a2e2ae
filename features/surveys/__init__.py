"""The features of surveys and satisfaction."""
