"""The command line: one file a command; the `arguments` files hold every word and option."""

import os
import sys

if os.name != "posix":  # here, before the first import of what only POSIX has
    sys.exit("spinepath: Linux or macOS is needed, for its locks, modes and signals. Use WSL here.")
