"""What the program does for its users, a file for each noun: from a command to events, from a question to rows."""
