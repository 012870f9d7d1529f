"""Addresses of the shell itself."""

from django.urls import path

from diaodu.web.shell import views

app_name = "shell"
urlpatterns = [
    path("theme/", views.set_theme, name="set_theme"),
]
