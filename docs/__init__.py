"""The documents; those that are written from the code, and the programs that write them."""
