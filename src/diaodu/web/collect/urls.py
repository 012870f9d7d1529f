"""Addresses of the collect pages."""

from django.urls import path

from diaodu.web.collect import views

app_name = "collect"
urlpatterns = [
    path("", views.inbox, name="inbox"),
    path("take-in/", views.take_in_source, name="take_in"),
    path("<int:pk>/", views.source, name="source"),
    path("<int:pk>/passage/", views.passage, name="passage"),
    path("<int:pk>/received/", views.received_bytes, name="received"),
    path("<int:pk>/read-again/", views.read_source_again, name="read_again"),
    path("<int:pk>/confirm-all/", views.confirm_all_drafts, name="confirm_all"),
    path("drafts/<int:pk>/confirm/", views.confirm, name="confirm"),
    path("drafts/<int:pk>/reject/", views.reject, name="reject"),
    path("drafts/<int:pk>/undo/", views.undo, name="undo"),
]
