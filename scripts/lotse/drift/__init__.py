"""What changed in German since a translation was confirmed, and what a change of the German text makes outdated."""
