"""The program: screens, plain lines and the command line."""
