"""The environment in which page templates run: GOV.UK's components, addresses, static files."""

from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from jinja2 import ChoiceLoader, Environment, PackageLoader, PrefixLoader


def environment(**options: Any) -> Environment:
    """This builds what Django's Jinja2 engine asks for; a template imports a component by
    `{% from "govuk_frontend_jinja/components/button/macro.html" import govukButton %}`.
    """
    components = PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})
    options["loader"] = ChoiceLoader([options["loader"], components])
    made = Environment(trim_blocks=True, lstrip_blocks=True, **options)  # noqa: S701  Django turns autoescape on
    made.globals.update(static=static, url=_url)
    return made


def _url(name: str, *args: Any, **kwargs: Any) -> str:
    return reverse(name, args=args, kwargs=kwargs)
