"""Keeping the law: violations (违规), the score and classes that follow from them, and who is banned."""
