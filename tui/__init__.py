"""The program: screens, plain lines and the command line."""

PROGRAM = "spinepath"
__version__ = "0.1.0"
