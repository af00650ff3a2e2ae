"""The read tables of promises."""
