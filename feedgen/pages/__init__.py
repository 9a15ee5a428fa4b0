"""What each page shows: a dataclass beside the function that makes it."""
