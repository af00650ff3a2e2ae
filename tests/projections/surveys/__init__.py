"""Tests of the read tables of surveys and satisfaction."""
