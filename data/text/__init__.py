"""Text from outside made safe; numbers and dates as text."""
