"""Where somebody comes by who was invited or let back in: they choose a password, then a second factor."""

from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from sightline.domain.vocabulary.links import LinkKind
from sightline.errors import NotFound
from sightline.records.access.services import AccountRefused
from sightline.records.accounts.services import links as services
from sightline.web.accounts.forms import FirstPasswordForm
from sightline.web.accounts.signing_in import after_password
from sightline.web.page import page

_TITLES = {
    LinkKind.INVITATION: "Welcome to Sightline",
    LinkKind.RECOVERY: "Choose how you sign in from now on",
}


@login_not_required
@sensitive_variables("secret")
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def link(request: HttpRequest, secret: str) -> HttpResponse:
    """Opening it uses nothing up: mail servers open addresses too."""
    now = timezone.now()
    try:
        user, kind = services.user_of_link(now=now, secret=secret)
    except NotFound as error:
        return page(
            request,
            "errors/error.html",
            status=404,
            title="This address does not work any more",
            paragraphs=(str(error),),
        )
    form = FirstPasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            user = services.use_link(now=now, secret=secret, password=form.cleaned_data["new"])
        except AccountRefused as error:
            form.add_error("new", str(error))
        else:
            if request.user.is_authenticated:
                logout(request)
            return after_password(request, user, now=now, onward=reverse("home"))
    return page(
        request,
        "accounts/link.html",
        title=_TITLES[kind],
        form=form,
        email=user.email,
        is_recovery=kind is LinkKind.RECOVERY,
    )
