"""The indicators, one file each. `engine/catalogue.py` lists them."""
