"""Finding records by any piece of what they are or were called, two characters being enough."""
