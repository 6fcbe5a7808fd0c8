"""Turns a question, its references and an answer into a grade with its evidence."""
