"""The pages as rows, for both faces: the screens and the plain lines.

Nothing here knows a screen, a widget or a terminal.
"""
