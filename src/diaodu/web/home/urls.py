"""Addresses of the first page, and of whatever a subject belongs to."""

from django.urls import path

from diaodu.web.home import views

app_name = "home"
urlpatterns = [
    path("", views.today, name="today"),
    path("s/<int:pk>/", views.subject, name="subject"),
]
