"""What happens in the features, each sentence one command; loaded as plugins by the root conftest."""
