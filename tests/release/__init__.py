"""Make what an offline ward installs: `python -m tests.release OUT`."""
