"""Time zones: their names, and the data of the tzdata package."""
