"""Rules of evaluation."""
