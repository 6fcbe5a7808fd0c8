"""One screen a file: home, the interview, its summary, help, and the question whether to leave."""
