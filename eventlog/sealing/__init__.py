"""The log sealed: a Merkle tree over its events, signed checkpoints of it, and what they prove."""
