"""Addresses of dispatch meetings."""

from django.urls import path

from diaodu.web.meetings import views

app_name = "meetings"
urlpatterns = [
    path("", views.meeting_list, name="list"),
    path("directives/", views.directive_list, name="directives"),
    path("<int:pk>/", views.meeting_page, name="meeting"),
]
