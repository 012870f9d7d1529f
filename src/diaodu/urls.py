"""Every address: pages, sign-in, the API."""

from django.urls import include, path

urlpatterns = [
    path("accounts/", include("allauth.urls")),
]
