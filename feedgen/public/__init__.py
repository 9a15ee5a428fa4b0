"""What other Python programs may use: schedules as values, and calendars inside a Flask site."""
