"""What documents hold -> corpus files: what is new, what has changed, what is the same from elsewhere."""
