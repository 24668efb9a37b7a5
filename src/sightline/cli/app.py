"""The command line: what can be typed. What each command does stands in the module it calls.

The modules are imported when their command runs: `sightline read` needs no database and should
start at once, and the records can be imported only after Django is set up.
"""

import os
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from sightline.cli.errors import CommandGroup, WrongInput
from sightline.cli.formats import PlanFormat, ReadingFormat

app = typer.Typer(
    cls=CommandGroup,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="A published review becomes an action plan that is followed to proof.",
    epilog="Exit codes: 0 it worked, 1 something else went wrong, 2 unreadable or invalid input, "
    "3 not allowed.",
)
plan = typer.Typer(no_args_is_help=True, help="Take a review's action plan out, and take answers back in.")
user = typer.Typer(no_args_is_help=True, help="People who sign in.")
exports = typer.Typer(no_args_is_help=True, help="Files that were taken out of Sightline.")
app.add_typer(plan, name="plan")
app.add_typer(exports, name="exports")
audit = typer.Typer(no_args_is_help=True, help="Prove that the record of who did what is as it was written.")
app.add_typer(user, name="user")
app.add_typer(audit, name="audit")
emergencies = typer.Typer(no_args_is_help=True, help="Emergency access that was taken to cases.")
app.add_typer(emergencies, name="emergencies")
staff = typer.Typer(no_args_is_help=True, help="Staff who may know people in cases.")
app.add_typer(staff, name="staff")

invent = typer.Typer(no_args_is_help=True, help="Invented material to try things out on.")
app.add_typer(invent, name="invent")
chronology = typer.Typer(no_args_is_help=True, help="What agencies return for a review.")
app.add_typer(chronology, name="chronology")

PublishedReview = Annotated[
    Path, typer.Argument(metavar="FILE", help="A published review: Word (.docx), PDF with text, or .txt.")
]
By = Annotated[
    str | None,
    typer.Option(
        metavar="EMAIL",
        help="In whose name this is done; needed where there are several coordinators.",
    ),
]
Port = Annotated[
    int | None,
    typer.Option(min=1, max=65535, help="Port to listen on; by default the one of SIGHTLINE_ADDRESS."),
]
Host = Annotated[str, typer.Option(help="Address to listen on; 0.0.0.0 for every network of this machine.")]


BackupKeyFile = Annotated[
    Path | None,
    typer.Option(
        "--key",
        metavar="FILE",
        help="The key file; otherwise a passphrase is asked for, or read from the first line of the input.",
    ),
]


@app.callback()
def sightline(
    debug: Annotated[bool, typer.Option("--debug", help="Show where an error came from.")] = False,
) -> None:
    """Read the options that stand before a command; CommandGroup looks at `debug`."""


@app.command()
def read(
    file: PublishedReview,
    output_format: Annotated[
        ReadingFormat, typer.Option("--format", help="text for people, json for programs.")
    ] = ReadingFormat.TEXT,
    output: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write here instead of printing.")
    ] = None,
) -> None:
    """Read a published review and print what is in it. Stores nothing, needs no database."""
    from sightline.cli import reading

    reading.read(file, output_format=output_format, output=output)


@app.command(name="import")
def import_(
    file: PublishedReview,
    by: By = None,
    accept: Annotated[
        bool,
        typer.Option(
            "--accept", help="Accept everything as read and make the review, without the checking page."
        ),
    ] = False,
) -> None:
    """Store a published review, waiting to be checked. The same file twice is recognised."""
    _set_up_database()
    from sightline.cli import importing

    importing.import_published_review(file, by=by, accept=accept)


@app.command()
def remind(
    today: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], metavar="YYYY-MM-DD", help="Act as if it were this day."),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Print what would be sent; send nothing.")
    ] = False,
) -> None:
    """E-mail owners what is due in 28 and 7 days, today, and overdue. Run it every night."""
    _set_up_database()
    from sightline.cli import reminding

    reminding.remind(today=today.date() if today else None, dry_run=dry_run)


@plan.command(name="export")
def plan_export(
    review: Annotated[
        str, typer.Argument(metavar="REVIEW", help="The review's address in the browser, or its id.")
    ],
    output_format: Annotated[
        PlanFormat, typer.Option("--format", help="The kind of file.")
    ] = PlanFormat.XLSX,
    output: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write here; otherwise a name is chosen in this folder."),
    ] = None,
    board: Annotated[bool, typer.Option("--board", help="The board report instead of the plan.")] = False,
    reason: Annotated[
        str, typer.Option(metavar="WORDS", help="What the file is for; needed where it names many people.")
    ] = "",
    by: By = None,
) -> None:
    """Write a review's action plan, or its board report, to a file that is marked as yours."""
    _set_up_database()
    from sightline.cli import plans

    plans.export(review, output_format=output_format, output=output, board=board, reason=reason, by=by)


@exports.command(name="sweep")
def exports_sweep() -> None:
    """Delete exported files whose time is over. Run it every night."""
    _set_up_database()
    from sightline.cli import exporting

    exporting.sweep()


@exports.command(name="trace")
def exports_trace(
    copy: Annotated[
        str,
        typer.Argument(
            metavar="FILE", help="The copy that turned up: Excel, Word or text; - reads text from the input."
        ),
    ],
    by: By = None,
) -> None:
    """Say whose export a copy was made of. Its words, printed reference and column widths are looked at."""
    _set_up_database()
    from sightline.cli import exporting

    exporting.trace(copy, by=by)


@plan.command(name="import")
def plan_import(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="An Excel file made by `sightline plan export`.")
    ],
    apply: Annotated[
        bool, typer.Option("--apply", help="Make the changes; otherwise they are only shown.")
    ] = False,
    by: By = None,
) -> None:
    """Show what an edited plan would change, and change it with --apply."""
    _set_up_database()
    from sightline.cli import plans

    plans.import_(file, apply=apply, by=by)


@user.command(name="add")
def user_add(
    email: Annotated[str, typer.Argument(metavar="EMAIL", help="The address the user signs in with.")],
    name: Annotated[str, typer.Option(metavar="NAME", help="The user's name.")],
    agency: Annotated[
        str, typer.Option(metavar="AGENCY", help="The user's agency; it is added when it is new.")
    ],
    coordinator: Annotated[
        bool, typer.Option("--coordinator", help="A review coordinator instead of an agency representative.")
    ] = False,
    by: Annotated[
        str | None,
        typer.Option(metavar="EMAIL", help="The coordinator who adds the user, for the audit trail."),
    ] = None,
) -> None:
    """Add a user. The password is asked for, or read from the first line of the input."""
    _set_up_database()
    from sightline.cli import accounts

    accounts.add_user(email=email, name=name, agency=agency, coordinator=coordinator, by=by)


@user.command(name="review")
def user_review() -> None:
    """End roles that nobody confirmed for a quarter; suspend who holds none. Run it every night."""
    _set_up_database()
    from sightline.cli import accounts

    accounts.review_staff()


@audit.command(name="checkpoint")
def audit_checkpoint(
    output: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write the checkpoint here too, for somebody else to keep."),
    ] = None,
    by: By = None,
) -> None:
    """Check the audit trail, and sign how many entries there are and what they say."""
    _set_up_database()
    from sightline.cli import auditing

    auditing.checkpoint(output=output, by=by)


@audit.command(name="verify")
def audit_verify(
    checkpoint: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="FILE", help="A checkpoint that was kept elsewhere; may be given several times."
        ),
    ] = None,
    by: By = None,
) -> None:
    """Say whether the audit trail is as it was written, or which entry is the first that is wrong."""
    _set_up_database()
    from sightline.cli import auditing

    auditing.verify(kept_in=checkpoint or [], by=by)


@audit.command(name="export")
def audit_export(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where to write it.")],
    by: By = None,
) -> None:
    """Write entries, checkpoints and public key as JSON lines, to be checked on another machine."""
    _set_up_database()
    from sightline.cli import auditing

    auditing.export(file, by=by)


@audit.command(name="watch")
def audit_watch() -> None:
    """Alert the privacy officers where somebody reads more than usual. Run it every ten minutes."""
    _set_up_database()
    from sightline.cli import watching

    watching.watch()


@audit.command(name="prove")
def audit_prove(
    output: Annotated[Path, typer.Argument(metavar="FILE", help="Where to write the proof.")],
    entry: Annotated[
        int | None,
        typer.Option(min=1, metavar="NUMBER", help="That this entry is in the record, and its words."),
    ] = None,
    since: Annotated[
        int | None,
        typer.Option(min=1, metavar="SIZE", help="That nothing changed since the checkpoint of that size."),
    ] = None,
    by: By = None,
) -> None:
    """Write a short proof that needs no export, for `verify_record.py` or an agency that cosigns."""
    _set_up_database()
    from sightline.cli import auditing

    auditing.prove(entry=entry, since=since, output=output, by=by)


@audit.command(name="add-cosignatures")
def audit_add_cosignatures(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A checkpoint that an agency sent back.")],
    by: By = None,
) -> None:
    """Keep what agencies have signed under a checkpoint of this record."""
    _set_up_database()
    from sightline.cli import auditing

    auditing.add(file, by=by)


@audit.command(name="cosign")
def audit_cosign(
    checkpoint: Annotated[
        Path | None, typer.Argument(metavar="CHECKPOINT", help="The checkpoint that was sent to you.")
    ] = None,
    growth: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="The proof that was sent with it; needed from the second time on."),
    ] = None,
    key: Annotated[Path | None, typer.Option(metavar="FILE", help="Your agency's key.")] = None,
    log: Annotated[
        str | None, typer.Option(metavar="KEY", help="The record's public key, as you were told it.")
    ] = None,
    output: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write here instead of into CHECKPOINT.")
    ] = None,
    new_key: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Make your agency's key, and sign nothing.")
    ] = None,
    name: Annotated[
        str | None, typer.Option(metavar="NAME", help="With --new-key: what your signatures are called.")
    ] = None,
) -> None:
    """Sign another agency's checkpoint, if its record only grew. Needs no server and no database."""
    from sightline.cli import cosigning

    if new_key:
        cosigning.new_key(new_key, name=name)
    else:
        cosigning.cosign_file(checkpoint, growth=growth, key_file=key, log_key=log, output=output)


@emergencies.command(name="remind")
def emergencies_remind() -> None:
    """E-mail who is to know of emergency access, and of overdue reviews. Run it every minute."""
    _set_up_database()
    from sightline.cli import safeguarding

    safeguarding.remind_of_emergencies()


@staff.command(name="match")
def staff_match() -> None:
    """Match all staff with all people in cases, and bar whoever may know one. Run it every night."""
    _set_up_database()
    from sightline.cli import safeguarding

    safeguarding.match_staff()


@invent.command(name="review")
def invent_review(
    to: Annotated[Path, typer.Option(metavar="FOLDER", help="Where to write; it is made if need be.")],
    seed: Annotated[int, typer.Option(help="The same number gives the same review.")] = 1,
    size: Annotated[
        int, typer.Option(min=1, help="How many times as many everyday entries; 1 is about 220 events.")
    ] = 1,
) -> None:
    """Write the returns of an invented review as files of many kinds, and what is true of them."""
    from sightline.cli import inventing

    inventing.invent_review(seed=seed, size=size, to=to)


@chronology.command(name="check")
def chronology_check(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="A chronology: Word (.docx), Excel (.xlsx), .csv or .txt.")
    ],
    begins: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], metavar="YYYY-MM-DD", help="First day of the period asked for."),
    ] = None,
    ends: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], metavar="YYYY-MM-DD", help="Last day of the period asked for."),
    ] = None,
    month_first: Annotated[
        bool, typer.Option("--month-first", help="The file writes the month before the day: 12/31/2013.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for programs.")] = False,
) -> None:
    """Say how an agency's chronology is read and what must be mended. Stores nothing, needs no account."""
    from sightline.cli import checking_chronology

    checking_chronology.check(
        file,
        begins=begins.date() if begins else None,
        ends=ends.date() if ends else None,
        month_first=month_first,
        as_json=as_json,
    )


@app.command()
def migrate() -> None:
    """Bring the database up to date with this version."""
    _set_up_django()
    from sightline.cli import database

    database.migrate()


@app.command()
def backup(
    to: Annotated[
        Path | None, typer.Argument(metavar="TO", help="A folder, or the name of a new file.")
    ] = None,
    key: BackupKeyFile = None,
    new_key: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Make a key file, and no backup.")
    ] = None,
) -> None:
    """Write the database and the uploaded files to one encrypted file, while the site runs."""
    _set_up_django()
    from sightline.cli import backups

    if new_key:
        backups.new_key(new_key)
    else:
        backups.backup(to, key_file=key)


@app.command()
def restore(
    source: Annotated[Path, typer.Argument(metavar="FROM", help="A file made by `sightline backup`.")],
    key: BackupKeyFile = None,
    into: Annotated[
        str | None,
        typer.Option(
            metavar="ADDRESS",
            help="Another database than the configured one, as in SIGHTLINE_DATABASE_URL.",
        ),
    ] = None,
    files: Annotated[
        Path | None, typer.Option(metavar="FOLDER", help="Another folder of files than the configured one.")
    ] = None,
    older: Annotated[
        bool, typer.Option("--older", help="Also the backup of an older Sightline; migrate it afterwards.")
    ] = False,
) -> None:
    """Put a backup into an empty database and folder. Overwrites nothing; checks everything first."""
    _set_up_django()
    from sightline.cli import backups

    backups.restore_from(source, key_file=key, into=into, files=files, accepts_older=older)


@app.command()
def drill(
    source: Annotated[
        Path, typer.Argument(metavar="FROM", help="A backup, or a folder: the newest one in it.")
    ],
    key: BackupKeyFile = None,
) -> None:
    """Restore a backup to a scratch place, check it down to its pages, report. Run it every week."""
    _set_up_django()
    from sightline.cli import backups

    backups.drill_from(source, key_file=key)


@app.command()
def serve(host: Host = "127.0.0.1", port: Port = None) -> None:
    """Serve the site and do its background work until Ctrl-C."""
    _set_up_database(port=port)
    from sightline.cli import serving

    serving.serve(host=host, port=port)


@app.command()
def demo(
    no_serve: Annotated[bool, typer.Option("--no-serve", help="Load the example and stop.")] = False,
    host: Host = "127.0.0.1",
    port: Port = None,
) -> None:
    """Load an invented review with its users, print the sign-ins, and serve it."""
    os.environ.setdefault("SIGHTLINE_SECOND_FACTOR", "optional")
    _set_up_database(port=port)
    from sightline.cli import demonstration, serving

    demonstration.load_demo()
    if not no_serve:
        serving.serve(host=host, port=port)


def _set_up_database(port: int | None = None) -> None:
    _set_up_django(port)
    from sightline.cli import database

    database.require_migrated()


def _set_up_django(port: int | None = None) -> None:
    import django
    from django.core.exceptions import ImproperlyConfigured

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sightline.config.settings")
    if port is not None:
        os.environ.setdefault("SIGHTLINE_ADDRESS", f"http://127.0.0.1:{port}")
    try:
        django.setup()
    except ImproperlyConfigured as error:
        raise WrongInput(f"Sightline's settings cannot be used: {error}") from error
