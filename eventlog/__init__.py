"""Where events are kept: storage, bulk append, tailing, the default server."""
