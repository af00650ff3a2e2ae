"""What all commands share: registration, options, the session, exit codes."""
