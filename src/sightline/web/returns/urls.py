"""Addresses of what a review asks of agencies, and of what comes back."""

from django.urls import path

from sightline.web.returns import asking, checking, sending

CASE = "cases/<uuid:case_id>/returns"
RETURN = "returns/<uuid:return_id>"
FILE = "return-files/<uuid:file_id>"

urlpatterns = [
    path(f"{CASE}/", asking.case_returns, name="case_returns"),
    path(f"{CASE}/request", asking.set_request, name="request_set"),
    path(f"{CASE}/ask", asking.ask, name="agency_ask"),
    path("returns/", sending.own_returns, name="own_returns"),
    path(f"{RETURN}/", sending.agency_return, name="agency_return"),
    path(f"{RETURN}/remind", asking.remind, name="return_remind"),
    path(f"{RETURN}/due", asking.change_due, name="return_due"),
    path(f"{RETURN}/close", asking.close, name="return_close"),
    path(f"{RETURN}/secured", sending.secured, name="return_secured"),
    path(f"{RETURN}/nil", sending.nil, name="return_nil"),
    path(f"{RETURN}/upload", sending.upload, name="return_upload"),
    path(f"{RETURN}/disclosure", checking.disclosure, name="disclosure"),
    path(f"{RETURN}/open", checking.open_to_review, name="return_open"),
    path(f"{RETURN}/send-back", checking.send_back, name="return_send_back"),
    path(f"{FILE}/", sending.file, name="return_file"),
    path(f"{FILE}/columns", sending.columns, name="return_columns"),
    path(f"{FILE}/send", sending.send, name="return_send"),
    path(f"{FILE}/dismiss", sending.dismiss, name="return_dismiss"),
]
