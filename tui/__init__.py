"""The program: screens, plain lines and the command line."""

__version__ = "0.1.0"
