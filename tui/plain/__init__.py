"""The interview as plain lines: for screen readers, dumb terminals and scripts of answers.

The same questionnaire, advice, store and exports as the screens; no escape byte is ever written.
"""
