"""The dock “Systems and perimeters”: windows and widgets, no computation."""
