"""Addresses of investment leads."""

from django.urls import path

from diaodu.web.leads import views

app_name = "leads"
urlpatterns = [
    path("", views.lead_list, name="list"),
    path("<int:pk>/", views.lead_page, name="lead"),
]
