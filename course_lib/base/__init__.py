"""The ground: what knows no room and no model."""
