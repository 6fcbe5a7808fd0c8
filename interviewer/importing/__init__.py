"""Any document -> questions and passages, with a report."""
