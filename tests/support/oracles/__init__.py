"""Second opinions: the tables read again by other means than the engine's."""
