"""Addresses of the portfolio."""

from django.urls import path

from diaodu.web.portfolio import views

app_name = "portfolio"
urlpatterns = [
    path("board/", views.board, name="board"),
    path("map/", views.project_map, name="map"),
    path("map/outline/", views.outline, name="outline"),
    path("gantt/", views.gantt, name="gantt"),
    path("wall/", views.wall, name="wall"),
    path("recompute/", views.recompute, name="recompute"),
]
