"""How a command ends: what the user is told and which exit code the shell gets."""

import traceback
from typing import Any

import typer
from typer.core import TyperGroup

from sightline.errors import UserError

#: Exit code → meaning. The reference page of the command line prints it.
EXIT_CODES = {
    0: "It worked. Nothing to do counts as working.",
    1: "Something else went wrong: a part of the work could not be done, or there is a bug.",
    2: "The input is unreadable or invalid: the file, an option, the address of something unknown.",
    3: "Not allowed: the user in whose name the command runs may not do this.",
}


class WrongInput(UserError):
    """An argument that names nothing Sightline knows, or that cannot be used as given."""

    exit_code = 2


class CommandGroup(TyperGroup):
    """A group of commands that tells a `UserError` as it stands; a bug keeps its traceback."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command. Raises: typer.Exit with the error's exit code."""
        try:
            return super().invoke(ctx)
        except UserError as error:
            if ctx.params.get("debug"):
                traceback.print_exception(error)
            typer.echo(f"Error: {error}", err=True)
            raise typer.Exit(error.exit_code) from error
