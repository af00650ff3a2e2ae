"""The numbered steps by which a database comes to its present form."""
