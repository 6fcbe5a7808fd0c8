"""A manuscript -> questions with their answers, questions without, passages, and what was left out."""
