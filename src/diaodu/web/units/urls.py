"""Addresses of units and access."""

from django.urls import path

from diaodu.web.units import people, views

app_name = "units"
urlpatterns = [
    path("", views.unit_tree, name="tree"),
    path("<int:pk>/", views.unit_page, name="unit"),
    path("<int:pk>/below/", views.found, name="found"),
    path("<int:pk>/change/", views.change, name="change"),
    path("<int:pk>/end/", views.end, name="end"),
    path("<int:pk>/people/", people.add, name="add_person"),
    path("memberships/<int:pk>/end/", people.end_role, name="end_membership"),
    path("people/<int:pk>/password/", people.new_password, name="new_password"),
]
