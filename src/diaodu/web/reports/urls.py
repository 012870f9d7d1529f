"""Addresses of reports."""

from django.urls import path

from diaodu.web.reports import correcting, photos, steps, tasks, views

app_name = "reports"
urlpatterns = [
    path("", views.report_list, name="list"),
    path("completeness/", views.completeness, name="completeness"),
    path("accept-clean/", steps.accept_clean, name="accept_clean"),
    path("tasks/", tasks.task_list, name="tasks"),
    path("tasks/new/", tasks.new_task, name="new_task"),
    path("tasks/<int:pk>/", tasks.change_task, name="change_task"),
    path("facts/<int:pk>/correct/", correcting.correct, name="correct"),
    path("<int:pk>/", views.report, name="report"),
    path("<int:pk>/save/", steps.save, name="save"),
    path("<int:pk>/review/", steps.review, name="review"),
    path("<int:pk>/photos/<int:subject>/", photos.photos, name="photos"),
    path("<int:pk>/cells/<int:subject>/<int:measure>/", steps.type_cell, name="cell"),
]
