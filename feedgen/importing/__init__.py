"""Lists of episodes that others have made, read into a schedule or into changes of one."""
