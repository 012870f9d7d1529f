"""What a command may say to the person at the terminal."""


class CommandError(Exception):
    """Something the person can mend; shown as one line on stderr, exit code 1."""
