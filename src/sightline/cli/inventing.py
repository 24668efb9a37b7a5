"""`sightline invent`: a review that never was, as agencies would send it, and the truth about it."""

from pathlib import Path

import typer

from sightline.analytics.synthetic.invented_review import invented_review
from sightline.analytics.synthetic.returns.files import returned_files
from sightline.analytics.synthetic.truth_file import truth_json
from sightline.cli.errors import WrongInput

_TRUTH = "truth.json"


def invent_review(*, seed: int, size: int, to: Path) -> None:
    """Write the returns and their truth into a folder. Overwrites nothing."""
    review = invented_review(seed, size=size)
    files = returned_files(review)
    contents = {file.name: file.data for file in files} | {_TRUTH: truth_json(review, files)}
    for name in contents:
        if (to / name).exists():
            raise WrongInput(f"{to / name} exists already. Name another folder, or move what is in this one.")
    try:
        to.mkdir(parents=True, exist_ok=True)
        for name, data in contents.items():
            (to / name).write_bytes(data)
    except OSError as error:
        raise WrongInput(f"{to} cannot be written to: {error.strerror}.") from error
    typer.echo(f"{len(review.events):,} events of {len(files)} agencies and the family are in {to}.")
    typer.echo(f"{_TRUTH} says what truly happened. The people, agencies and places are invented.")
