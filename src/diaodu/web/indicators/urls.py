"""Addresses of indicators, of figures and of lights."""

from django.urls import path

from diaodu.web.indicators import views

app_name = "indicators"
urlpatterns = [
    path("", views.catalogue, name="catalogue"),
    path("<str:period>/<slug:kind>/<int:owner>/<slug:code>/", views.figure, name="figure"),
    path("<str:period>/project/<int:project>/light/<slug:scheme>/", views.light, name="light"),
]
