"""The code of the vertebral fracture pathway: derivations, safety check, scores."""
