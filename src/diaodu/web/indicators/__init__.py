"""Pages of indicators: the catalogue with the light schemes, and the trail of a figure or a light."""
