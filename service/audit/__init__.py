"""The use cases of auditors: explain, review changes, seal, prove."""
