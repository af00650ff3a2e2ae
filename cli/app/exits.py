"""The codes a command leaves with; 0 is done."""

REFUSED = 1
"""A rule said no, or a file had lines that were rejected."""

UNUSABLE = 2
"""Wrong usage, or the machine, the home or the database is not as needed."""

CHECK_FAILED = 3
"""A check found a difference."""

INTERRUPTED = 130
PIPE_CLOSED = 141
