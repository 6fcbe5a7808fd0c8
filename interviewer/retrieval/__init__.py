"""Finds passages: chunking, the FAISS index, its build."""
