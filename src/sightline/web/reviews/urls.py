"""Addresses of reviews and their board pages."""

from django.urls import path

from sightline.web.reviews import views

urlpatterns = [
    path("reviews/", views.reviews, name="reviews"),
    path("reviews/<uuid:review_id>/", views.review, name="review"),
    path("reviews/<uuid:review_id>/board/", views.board, name="board"),
    path("reviews/<uuid:review_id>/board/record", views.record, name="board_record"),
]
