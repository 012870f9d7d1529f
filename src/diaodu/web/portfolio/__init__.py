"""The portfolio of key projects at a glance: board, time line, map, wall."""
