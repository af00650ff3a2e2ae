"""Tests of importing files of surveys and satisfaction."""
