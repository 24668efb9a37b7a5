"""Addresses of the first page, and of the page for whoever finds a weakness."""

from django.urls import path

from sightline.web.home.security_contact import security_contact
from sightline.web.home.views import home

urlpatterns = [
    path("", home, name="home"),
    path(".well-known/security.txt", security_contact, name="security_contact"),
]
