"""The root of all addresses, and the pages that answer where something is wrong."""

from django.urls import include, path

urlpatterns = [path("", include("sightline.web.urls"))]

handler400 = "sightline.web.refusals.bad_request"
handler403 = "sightline.web.refusals.not_allowed"
handler404 = "sightline.web.refusals.not_found"
handler500 = "sightline.web.refusals.failed"
