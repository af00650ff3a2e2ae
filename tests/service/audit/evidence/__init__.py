"""Evidence about a customer: how it is made, and how it is checked without us."""
