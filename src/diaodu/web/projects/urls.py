"""Addresses of key projects."""

from django.urls import path

from diaodu.web.projects import grid, views

app_name = "projects"
urlpatterns = [
    path("", grid.project_list, name="list"),
    path("views/", grid.keep, name="keep_view"),
    path("views/<int:pk>/drop/", grid.drop, name="drop_view"),
    path("<int:pk>/", views.project_page, name="project"),
    path("<int:pk>/cells/<str:code>/", grid.cell, name="cell"),
    path("<int:pk>/name/", views.correct_name, name="correct_name"),
]
