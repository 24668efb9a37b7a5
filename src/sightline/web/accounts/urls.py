"""Addresses of the account and agency pages."""

from django.urls import path

from sightline.web.accounts import factors, links, session_time, signing_in, staff, step_up, views

urlpatterns = [
    path("account/sign-in", signing_in.sign_in, name="sign_in"),
    path("account/sign-in/passkey", signing_in.sign_in_with_passkey, name="sign_in_with_passkey"),
    path("account/sign-in/passkey/options", signing_in.passkey_options, name="passkey_options"),
    path("account/sign-in/second-step", signing_in.second_step, name="second_step"),
    path("account/sign-out", signing_in.sign_out, name="sign_out"),
    path("account/link/<str:secret>", links.link, name="link"),
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
    path("agencies/<uuid:agency_id>/users/new", staff.user_new, name="user_new"),
    path("agencies/<uuid:agency_id>/staff", staff.staff, name="staff"),
    path("agencies/<uuid:agency_id>/staff/report", staff.staff_report, name="staff_report"),
    path("agencies/<uuid:agency_id>/staff/<uuid:user_id>/role", staff.role_new, name="role_new"),
    path("staff/", staff.own_staff, name="own_staff"),
    path("staff/<uuid:user_id>/invite", staff.user_invite, name="user_invite"),
    path("staff/<uuid:user_id>/leave", staff.user_leave, name="user_leave"),
    path("staff/<uuid:user_id>/recovery", staff.recovery_start, name="recovery_start"),
    path("recoveries/<uuid:recovery_id>/confirm", staff.recovery_confirm, name="recovery_confirm"),
    path("appointments/<uuid:appointment_id>/confirm", staff.appointment_confirm, name="appointment_confirm"),
    path("appointments/<uuid:appointment_id>/end", staff.appointment_end, name="appointment_end"),
]
