"""Pure computations: plain objects in, plain objects out; no Django, no clock, no files, no hidden randomness."""
