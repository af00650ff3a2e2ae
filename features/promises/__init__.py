"""The features of promises."""
