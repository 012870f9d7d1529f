"""Addresses of the portfolio."""

from django.urls import path

from diaodu.web.portfolio import views

app_name = "portfolio"
urlpatterns = [
    path("board/", views.board, name="board"),
    path("recompute/", views.recompute, name="recompute"),
]
