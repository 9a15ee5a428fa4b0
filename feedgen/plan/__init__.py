"""What was announced of a show, and what became of it."""
