"""Addresses of a person's own settings."""

from django.urls import path

from diaodu.web.me import views

app_name = "me"
urlpatterns = [
    path("", views.own_settings, name="settings"),
    path("email/", views.email, name="email"),
    path("tokens/", views.new_token, name="make_token"),
    path("tokens/<int:pk>/revoke/", views.revoke, name="revoke_token"),
]
