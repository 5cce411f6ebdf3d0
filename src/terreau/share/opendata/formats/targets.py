"""What a column may become: the fields of a card, and the names under which files write them."""

from django.utils.translation import gettext_lazy as _

from terreau.lib.names import plain

TARGETS = {
    "name": _("Nom"),
    "other_names": _("Autres noms"),
    "summary": _("En une phrase"),
    "description": _("Description"),
    "category": _("Catégorie (nature, type ou domaine)"),
    "street": _("Numéro et rue"),
    "postcode": _("Code postal"),
    "city": _("Commune"),
    "lat": _("Latitude (ou Y)"),
    "lon": _("Longitude (ou X)"),
    "point": _("Point écrit en texte (WKT ou « lat,lon »)"),
    "phone": _("Téléphone"),
    "email": _("Adresse électronique"),
    "website": _("Site"),
    "link": _("Autre lien"),
    "opening_hours": _("Horaires"),
    "accessibility": _("Accès"),
    "siret": "SIRET",
    "rna": "RNA",
    "osm": "OpenStreetMap",
    "wikidata": "Wikidata",
    "capacity": _("Capacité (personnes)"),
    "surface": _("Surface (m²)"),
    "state": _("État du lieu"),
    "key": _("Identifiant dans la source"),
    "updated": _("Date de mise à jour"),
}
MANY = frozenset({"category", "description", "link", "other_names"})  # several columns may go there

NAMES: dict[str, tuple[str, ...]] = {
    "name": ("name", "nom", "title", "titre", "label", "intitule", "denomination", "raison sociale", "site nom", "nom lieu",
             "organisation name", "structure", "nom usuel"),
    "other_names": ("alt name", "old name", "short name", "sigle", "alias", "nickname", "autres noms", "shortname"),
    "summary": ("summary", "abstract", "resume", "accroche", "presentation resume", "short description", "objet"),
    "description": ("description", "presentation detail", "long description", "body", "commitment", "presentation",
                    "descriptif", "commentaire", "mission", "note"),
    "category": ("categories", "category", "categorie", "type", "taxonomy", "tags", "theme", "themes", "services", "domaine",
                 "thematique", "thematiques", "amenity", "office", "shop", "craft", "leisure", "landuse", "site type",
                 "organisation type name", "networktags", "nature", "activite"),
    "street": ("street", "address", "adresse", "addr street", "address street", "address streetaddress", "voie", "rue",
               "streetaddress", "address customformatedaddress", "numero et voie", "adresse complete"),
    "postcode": ("postcode", "postal code", "postalcode", "code postal", "cp", "addr postcode", "address postalcode", "zip"),
    "city": ("city", "ville", "commune", "addr city", "address city", "address addresslocality", "libelle commune", "comm nom",
             "nom commune"),
    "lat": ("lat", "latitude", "ylat", "y", "coord y", "y wgs84", "geo latitude", "location lat"),
    "lon": ("lon", "lng", "long", "longitude", "xlong", "x", "coord x", "x wgs84", "geo longitude", "location lon", "location lng"),
    "point": ("wkt", "geompoint", "geom", "geometry", "geo point 2d", "geopoint", "coordonnees", "point", "the geom"),
    "phone": ("phone", "telephone", "tel", "contact phone", "mobile", "tel fixe"),
    "email": ("email", "mail", "e mail", "courriel", "contact email", "courriels", "mel"),
    "website": ("website", "site web", "site internet", "site", "contact website", "url", "primary url", "web", "lien"),
    "link": ("facebook", "contact facebook", "twitter", "instagram", "prise rdv", "fiche acces libre", "source url"),
    "opening_hours": ("opening hours", "horaires", "openinghours", "horaires ouverture"),
    "accessibility": ("accessibility", "accessibilite", "acces", "wheelchair description", "prise en charge specifique"),
    "siret": ("siret", "ref fr siret", "num siret"),
    "rna": ("rna", "ref fr rna", "num rna", "waldec"),
    "osm": ("osm id", "osm", "id osm"),
    "wikidata": ("wikidata",),
    "capacity": ("capacity", "capacite", "nombre de places", "nbre pl"),
    "surface": ("surface", "unite fonciere surface", "superficie", "surface m2"),
    "state": ("state", "etat", "site statut", "statut"),
    "key": ("id", "identifiant", "site id", "id lieu", "uid", "uuid", "ref", "organisation id", "id externe", "code"),
    "updated": ("updated", "updated at", "date maj", "date de mise a jour", "last modified", "modified", "derniere maj"),
}  # fmt: skip


def heading_key(name: str) -> str:
    """A heading without accents, case, dots, dashes, colons."""
    return " ".join("".join(sign if sign.isalnum() else " " for sign in plain(name)).split())


BY_HEADING = {name: target for target, names in NAMES.items() for name in names}
