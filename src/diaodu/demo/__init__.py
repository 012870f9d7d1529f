"""The demo world: a city modelled on public facts, with invented people and made-up figures."""
