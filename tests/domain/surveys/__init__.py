"""Tests of the rules of surveys and satisfaction."""
