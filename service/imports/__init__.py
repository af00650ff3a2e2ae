"""Files of other systems turned into clean, typed documents and rejects, by a mapping and no code."""
