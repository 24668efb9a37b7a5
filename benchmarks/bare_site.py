"""The same site without row guard and without audit: what `benchmarks.load` compares with. Never a real site.

`python -m benchmarks.bare_site PORT` serves it as `sightline serve` does. The product has no such switch.
"""

import re
import sys

import django

django.setup()

from sightline.cli import serving  # noqa: E402 (Django has to be set up first)
from sightline.config.wsgi import application  # noqa: E402
from sightline.records import row_guard  # noqa: E402
from sightline.records.audit import services as audit  # noqa: E402

__all__ = ["application"]

row_guard._rules.clear()
row_guard._mentions_protected = re.compile(r"(?!)")
audit._append = lambda _entries: None
audit._record_looking = lambda *_looking: None

if __name__ == "__main__":
    serving._APPLICATION = "benchmarks.bare_site:application"
    serving.serve(host="127.0.0.1", port=int(sys.argv[1]))
