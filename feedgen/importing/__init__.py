"""What others tell of episodes, read into a schedule or changes to one."""
