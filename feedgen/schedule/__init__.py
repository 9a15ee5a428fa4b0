"""The schedule language: text into a show or all its problems, and a change into text."""
