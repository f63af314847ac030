"""The program: screens, plain lines and the command line."""

PROGRAM = "spinepath"
"""The name of the command, as messages begin with it."""
__version__ = "0.1.0"
