"""What the pages show, in rows, whichever face shows them: the screens or plain lines.

Nothing here knows a screen, a widget or a terminal.
"""
