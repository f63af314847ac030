"""The Textual app: navigation, background loading, screen lock, output filter."""
