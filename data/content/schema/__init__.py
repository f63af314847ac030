"""Models of the content files, one for each kind of table.

A model checks one table at a time; `data.content.resolve` checks what ties tables together: names,
order, citations. These files leave annotations as they are written: as texts, pydantic would
compile each of them again at every start.
"""
