"""Addresses of units and access."""

from django.urls import path

from diaodu.web.units import views

app_name = "units"
urlpatterns = [
    path("", views.unit_tree, name="tree"),
]
