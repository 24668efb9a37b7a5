"""Write every report in every format, and what is expected of each, into a folder.

python -m tests.corpus FOLDER [--held-out]
python -m tests.corpus --example        # the review that `make demo` loads, inside the package
"""

import json
import sys
from pathlib import Path

from tests.corpus.files import EXAMPLE, EXAMPLE_PATH, corpus_files, draw, held_out_reports, known_reports


def main() -> None:
    """Write the files; `--held-out` adds the reports kept from the builders."""
    if "--example" in sys.argv:
        EXAMPLE_PATH.parent.mkdir(exist_ok=True)
        EXAMPLE_PATH.write_bytes(draw(EXAMPLE, "docx").data)
        return
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    chosen = known_reports() + (held_out_reports() if "--held-out" in sys.argv else ())
    for file in corpus_files(chosen):
        (folder / file.name).write_bytes(file.data)
    for report in chosen:
        text = json.dumps(report.expected(), indent=1, ensure_ascii=False)
        (folder / f"{report.slug}.expected.json").write_text(text)


main()
