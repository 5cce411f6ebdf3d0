"""From a written address to a point: the town's own base first, then the national address service."""
