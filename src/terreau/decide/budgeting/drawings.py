"""Drawings for picture cards: what a town chooses from when a project has no picture of its own; each with its words."""

from django.utils.translation import gettext_lazy as _

DRAWINGS = {
    "school": _("Une cour d’école plantée d’arbres"),
    "bike": _("Un vélo devant un atelier"),
    "fountain": _("Une fontaine à eau sur le marché"),
    "orchard": _("Trois arbres fruitiers et une échelle"),
    "bench": _("Un banc sous les arbres au bord de l’eau"),
    "van": _("Une camionnette chargée d’outils"),
    "ramp": _("Une rampe vers une entrée"),
    "nest": _("Un nichoir au bord d’une mare"),
    "light": _("Un stade et ses projecteurs"),
    "passage": _("Un passage sous une voie ferrée"),
    "sign": _("Un panneau à l’entrée de la ville"),
    "garden": _("Des bacs de plantes devant une serre"),
    "play": _("Une balançoire et un ballon"),
    "stage": _("Une petite scène couverte"),
}
