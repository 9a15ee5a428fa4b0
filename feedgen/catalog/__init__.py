"""A folder of schedule files, as it changes."""
