"""The forms of the questionnaire: how one question is drawn and what each key does to it.

A form knows nothing of screens. It draws itself as rows and takes keys until it has an answer.
"""
