"""The features of auditing and of both clocks."""
