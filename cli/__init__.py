"""Parse, call one service function, print."""
