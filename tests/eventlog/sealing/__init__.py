"""Tests of the seals: trees, checkpoints, keys, bundles of evidence."""
