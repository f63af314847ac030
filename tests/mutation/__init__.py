"""Mutation of the content: what notices when one thing in the tables is wrong?"""
