"""Any container -> a manuscript: lines of Markdown with their places, or records."""
