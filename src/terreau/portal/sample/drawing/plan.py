"""What was drawn by hand: rivers, roads, railway, parks, the edge of the town, in metres from the cross.

It was first drawn on squared paper, one square for 5.5 m, the cross of the old town at square (400, 306).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from terreau.portal.sample.drawing.curves import Line, Point, smooth, thin

SQUARE, CROSS = 5.5, (400, 306)
Squares = Sequence[tuple[float, float]]


def drawn(squares: Squares, *, closed: bool = False) -> Line:
    points = [((u - CROSS[0]) * SQUARE, (CROSS[1] - v) * SQUARE) for u, v in squares]
    curve = smooth(points, closed=closed)
    return thin([*curve, curve[0]], 0.7)[:-1] if closed else thin(curve, 0.7)


@dataclass(frozen=True)
class Road:
    name: str
    line: Line
    half: float = 8.0
    kind: str = "street-major"


@dataclass(frozen=True)
class Park:
    name: str
    ring: Line


RIVE = drawn([
    (-700, 730), (-420, 700), (-200, 630), (-40, 560), (77, 517), (143, 485), (200, 451), (255, 421), (318, 408),
    (395, 415), (450, 417), (500, 403), (535, 376), (574, 335), (619, 290), (669, 259), (730, 235), (828, 180),
    (1000, 100), (1200, 60), (1500, -40),
])  # fmt: skip
LUNE = drawn([
    (110, -500), (160, -300), (150, -120), (179, -15), (205, 36), (211, 75), (199, 120), (196, 165), (222, 225),
    (245, 280), (246, 320), (237, 370), (240, 432),
])  # fmt: skip
RAIL = drawn([
    (-700, 128), (-400, 120), (-200, 132), (40, 143), (180, 152), (300, 150), (420, 136), (520, 114), (640, 84),
    (780, 42), (1000, -20), (1500, -120),
])  # fmt: skip
FREIGHT = drawn([(520, 114), (575, 104), (630, 112), (672, 140), (690, 172)])

MOINES, CYGNES = (318, 408), (517, 391)  # squares of the middle of each island

ROADS = [
    Road("Grande Rue", drawn([(400, 306), (402, 340), (404, 372), (409, 415), (417, 460)])),
    Road("avenue du Grand-Pont", drawn([(417, 460), (428, 510), (450, 600), (485, 700), (520, 900)])),
    Road("rue de la République", drawn([(400, 306), (393, 260), (386, 214)])),
    Road("avenue de Montlune", drawn([(386, 214), (376, 165), (350, 80), (330, 0), (300, -150), (290, -400)])),
    Road("rue du Faubourg-de-Lune", drawn([(400, 306), (355, 297), (312, 290), (245, 276)])),
    Road("route d’Orgevaux", drawn([(245, 276), (120, 258), (40, 250), (-200, 262), (-700, 240)])),
    Road("rue Sainte-Barbe", drawn([(400, 306), (436, 282), (468, 262)])),
    Road("avenue de Saint-Aubin", drawn([(468, 262), (540, 212), (600, 170), (700, 108), (850, 30), (1200, -120)])),
    Road("rue du Pont-Saint-Clair", drawn([(400, 306), (450, 316), (500, 322), (560, 334), (600, 344)])),
    Road("route de Champrive", drawn([(600, 344), (660, 362), (780, 392), (1000, 410), (1400, 400)])),
    Road("rue du Pont-de-l’Île", drawn([(400, 306), (376, 345), (352, 385), (340, 420), (328, 462)])),
    Road("route de Velaine", drawn([(328, 462), (292, 540), (230, 640), (150, 800)])),
    Road("avenue des Tilleuls", drawn([(417, 460), (490, 482), (575, 530), (660, 600), (800, 720), (1000, 900)])),
    Road("boulevard des Remparts", drawn([
        (298, 388), (300, 345), (306, 290), (328, 243), (366, 218), (412, 210), (456, 224), (488, 262), (500, 322),
        (496, 376),
    ]), 9.0),
    Road("boulevard du Sud", drawn([
        (150, 512), (225, 498), (326, 500), (424, 508), (506, 490), (580, 458), (646, 420), (672, 366), (676, 310),
        (664, 280),
    ]), 7.0),
    Road("avenue de la Gare", drawn([(412, 210), (419, 180), (424, 147)]), 9.0),
    Road("rue du Moulin-à-Tan", drawn([(245, 276), (262, 315), (270, 360), (266, 398)]), 6.0, "street"),
]  # fmt: skip

PARKS = [
    Park("Jardin de la Lune", drawn([
        (262, 168), (290, 175), (300, 205), (292, 232), (262, 236), (240, 222), (238, 190)], closed=True)),
    Park("Prés de la Rive", drawn([
        (92, 430), (120, 404), (150, 398), (172, 414), (164, 438), (130, 458), (98, 462)], closed=True)),
    Park("Square des Cheminots", drawn([(486, 168), (506, 160), (516, 176), (500, 190), (484, 186)], closed=True)),
    Park("Parc des Îles", drawn([
        (541, 398), (566, 374), (604, 366), (632, 376), (640, 400), (618, 424), (580, 440), (548, 428)], closed=True)),
    Park("Cimetière Saint-Clair", drawn([(696, 396), (722, 398), (724, 424), (700, 428)], closed=True)),
    Park("Jardins des Aulnes", drawn([(232, 470), (258, 452), (284, 452), (288, 470), (262, 484)], closed=True)),
    Park("Parc des Coteaux", drawn([(132, 196), (160, 186), (172, 204), (160, 226), (136, 224)], closed=True)),
]  # fmt: skip

TOWN = drawn([
    (112, 300), (118, 230), (150, 178), (205, 150), (262, 112), (330, 100), (400, 92), (470, 88), (560, 92), (640, 120),
    (690, 180), (712, 250), (738, 320), (742, 390), (715, 450), (670, 525), (590, 572), (500, 600), (405, 592),
    (330, 560), (262, 548), (190, 520), (160, 480), (118, 462), (84, 420), (88, 350),
], closed=True)  # fmt: skip
COMMUNE = drawn([
    (40, 320), (60, 232), (100, 165), (150, 105), (225, 62), (310, 44), (400, 38), (500, 30), (600, 48), (690, 88),
    (748, 150), (772, 235), (800, 320), (806, 400), (770, 480), (735, 565), (660, 628), (560, 662), (450, 660),
    (350, 640), (270, 620), (180, 600), (100, 560), (40, 500), (20, 410),
], closed=True)  # fmt: skip


def square(u: float, v: float) -> Point:
    return (u - CROSS[0]) * SQUARE, (CROSS[1] - v) * SQUARE
