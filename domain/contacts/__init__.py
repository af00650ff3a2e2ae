"""Contacts (留痕): no dealing with a customer without a trace, planned or not."""
