"""Addresses of the work calendar."""

from django.urls import path

from diaodu.web.calendar import views

app_name = "calendar"
urlpatterns = [
    path("", views.this_year, name="this_year"),
    path("<int:year>/", views.year_page, name="year"),
    path("<int:year>/days/", views.enter, name="enter"),
    path("<int:year>/complete/", views.complete, name="complete"),
]
