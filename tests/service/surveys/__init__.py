"""Tests of the use cases of surveys and satisfaction."""
