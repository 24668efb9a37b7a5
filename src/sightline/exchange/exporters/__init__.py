"""Files out: tables of plain values → one file per format. Reports make the Word file."""

from collections.abc import Callable

from sightline.exchange.exporters.csv import export_csv
from sightline.exchange.exporters.json import export_json
from sightline.exchange.exporters.tables import Export
from sightline.exchange.exporters.xlsx import export_xlsx

#: File name extension → exporter.
EXPORTERS: dict[str, Callable[[Export], bytes]] = {
    "xlsx": export_xlsx,
    "csv": export_csv,
    "json": export_json,
}
