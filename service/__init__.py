"""Commands become events, questions rows: a file or folder for each area; imports, audit and the day close beside."""
