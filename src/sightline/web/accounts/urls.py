"""Addresses of the account and agency pages."""

from django.urls import path

from sightline.web.accounts import views

urlpatterns = [
    path("account/sign-in", views.sign_in, name="sign_in"),
    path("account/sign-out", views.sign_out, name="sign_out"),
    path("account/", views.account, name="account"),
    path("account/password", views.password, name="password"),
    path("agencies/", views.agency_list, name="agencies"),
    path("agencies/new", views.agency_new, name="agency_new"),
    path("agencies/<uuid:agency_id>/", views.agency, name="agency"),
    path("agencies/<uuid:agency_id>/users/new", views.user_new, name="user_new"),
]
