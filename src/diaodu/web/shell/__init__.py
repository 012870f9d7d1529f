"""The shell: base page, sign-in, the places, error pages."""
