"""Addresses of imports and exports."""

from django.urls import path

from diaodu.web.imports import views

app_name = "imports"
urlpatterns = [
    path("", views.import_list, name="list"),
    path("take-in/", views.take_in, name="take_in"),
    path("export/", views.export, name="export"),
    path("cell/<int:pk>/", views.cell, name="cell"),
    path("<int:pk>/", views.import_page, name="import"),
    path("<int:pk>/mapping/", views.settle, name="settle"),
    path("<int:pk>/rows/", views.decide, name="decide"),
    path("<int:pk>/confirm/", views.confirm, name="confirm"),
    path("<int:pk>/cancel/", views.cancel, name="cancel"),
    path("<int:pk>/marked/", views.marked, name="marked"),
]
