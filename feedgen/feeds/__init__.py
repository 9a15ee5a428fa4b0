"""What can be asked for, what it selects, and what it says."""
