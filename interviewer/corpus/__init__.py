"""The corpus format and the question bank."""
