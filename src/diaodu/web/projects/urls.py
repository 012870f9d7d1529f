"""Addresses of key projects."""

from django.urls import path

from diaodu.web.projects import views

app_name = "projects"
urlpatterns = [
    path("", views.project_list, name="list"),
    path("<int:pk>/", views.project_page, name="project"),
    path("<int:pk>/name/", views.correct_name, name="correct_name"),
]
