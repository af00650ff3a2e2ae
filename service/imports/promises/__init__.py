"""Import files of promises."""
