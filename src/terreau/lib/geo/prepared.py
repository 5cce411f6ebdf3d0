"""A shape made ready to be asked about many points."""

import itertools

from terreau.lib.geo.polygons import Geometry, bounds, polygons

Edge = tuple[float, float, float, float]
BANDS = 64


class Area:
    """The edges of a shape, filed by bands of latitude: a question looks at one band only."""

    def __init__(self, geometry: Geometry) -> None:
        self.west, self.south, self.east, self.north = bounds(geometry)
        self.height = (self.north - self.south) / BANDS or 1.0
        self.bands: list[list[Edge]] = [[] for _ in range(BANDS)]
        for polygon in polygons(geometry):
            for ring in polygon:
                for (x1, y1, *_), (x2, y2, *_) in itertools.pairwise(ring):
                    self._file((x1, y1, x2, y2))

    def _file(self, edge: Edge) -> None:
        low, high = sorted((edge[1], edge[3]))
        for band in range(self._band(low), self._band(high) + 1):
            self.bands[band].append(edge)

    def _band(self, lat: float) -> int:
        return max(0, min(BANDS - 1, int((lat - self.south) / self.height)))

    def contains(self, lon: float, lat: float) -> bool:
        """The same answer as `polygons.contains`."""
        if not (self.west <= lon <= self.east and self.south <= lat <= self.north):
            return False
        inside = False
        for x1, y1, x2, y2 in self.bands[self._band(lat)]:
            if (y1 > lat) != (y2 > lat) and lon < (x2 - x1) * (lat - y1) / (y2 - y1) + x1:
                inside = not inside
        return inside
