"""Agencies and the names they go by."""

from django.db import models

from sightline.records.ids import new_id


class Agency(models.Model):
    """A body that contributes to reviews or casework, under the name it uses of itself."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=200, unique=True)

    class Handling:
        rows = "reference"
        operational = ["id", "name"]

    def __str__(self) -> str:
        return self.name


class AgencyName(models.Model):
    """A name an agency is written under: its own, an abbreviation, a former name, a spelling.

    A written name means one agency only, whatever its capitals: `folded` is the name as compared.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="names")
    name = models.CharField(max_length=200)
    folded = models.CharField(max_length=200, unique=True)

    class Handling:
        rows = "reference"
        operational = ["id", "agency", "name", "folded"]

    def __str__(self) -> str:
        return self.name
