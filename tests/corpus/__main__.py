"""Write every report in every format, and what is expected of each, into a folder."""

import json
import sys
from pathlib import Path

from tests.corpus.files import corpus_files, held_out_reports, known_reports


def main() -> None:
    """Write the files; `--held-out` adds the reports kept from the builders."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    chosen = known_reports() + (held_out_reports() if "--held-out" in sys.argv else ())
    for file in corpus_files(chosen):
        (folder / file.name).write_bytes(file.data)
    for report in chosen:
        text = json.dumps(report.expected(), indent=1, ensure_ascii=False)
        (folder / f"{report.slug}.expected.json").write_text(text)


main()
