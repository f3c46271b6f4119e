"""How sources are read: bytes, YAML, Markdown, each with the place of everything in it."""
