"""Addresses of the account and agency pages."""

from django.urls import path

from sightline.web.accounts import factors, session_time, signing_in, step_up, views

urlpatterns = [
    path("account/sign-in", signing_in.sign_in, name="sign_in"),
    path("account/sign-in/passkey", signing_in.sign_in_with_passkey, name="sign_in_with_passkey"),
    path("account/sign-in/passkey/options", signing_in.passkey_options, name="passkey_options"),
    path("account/sign-in/second-step", signing_in.second_step, name="second_step"),
    path("account/sign-out", signing_in.sign_out, name="sign_out"),
    path("account/meeting", session_time.meeting, name="meeting"),
    path("account/confirm", step_up.confirm, name="confirm"),
    path("account/factors/", factors.factors, name="factors"),
    path("account/factors/first", factors.factor_first, name="factor_first"),
    path("account/factors/passkey", factors.passkey_new, name="passkey_new"),
    path("account/factors/passkey/options", factors.passkey_new_options, name="passkey_new_options"),
    path("account/factors/app", factors.app_new, name="app_new"),
    path("account/factors/recovery-codes", factors.recovery_codes_new, name="recovery_codes_new"),
    path("account/factors/<int:factor_id>/remove", factors.factor_remove, name="factor_remove"),
    path("account/", views.account, name="account"),
    path("account/password", views.password, name="password"),
    path("agencies/", views.agency_list, name="agencies"),
    path("agencies/new", views.agency_new, name="agency_new"),
    path("agencies/<uuid:agency_id>/", views.agency, name="agency"),
    path("agencies/<uuid:agency_id>/users/new", views.user_new, name="user_new"),
]
