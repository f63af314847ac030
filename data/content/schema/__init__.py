"""Models of the content files, one for each kind of table.

A model checks one table at a time. What ties tables together (names, order, citations) is
checked in `data.content.resolve`. These files leave annotations as they are written: as texts,
pydantic would compile each of them again at every start.
"""
