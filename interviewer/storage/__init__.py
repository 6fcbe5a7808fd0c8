"""The history of interviews: one append-only SQLite database in the user's data folder."""
