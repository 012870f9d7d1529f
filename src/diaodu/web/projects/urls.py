"""Addresses of key projects."""

from django.urls import path

from diaodu.web.projects import doing, grid, lacking, pictures, templates, views

app_name = "projects"
urlpatterns = [
    path("", grid.project_list, name="list"),
    path("views/", grid.keep, name="keep_view"),
    path("views/<int:pk>/drop/", grid.drop, name="drop_view"),
    path("lacking/", lacking.lacking, name="lacking"),
    path("templates/", templates.template_list, name="templates"),
    path("templates/new/", templates.write, name="new_template"),
    path("templates/<int:pk>/", templates.write, name="template"),
    path("nodes/<int:pk>/", doing.node, name="node"),
    path("extensions/<int:pk>/", doing.decide_extension, name="decide_extension"),
    path("figures/<int:pk>/", views.figure, name="figure"),
    path("photos/<int:pk>/<int:width>/", pictures.photo, name="photo"),
    path("entries/<slug:kind>/<int:pk>/strike/", doing.strike, name="strike"),
    path("<int:pk>/", views.project_page, name="project"),
    path("<int:pk>/cells/<str:code>/", grid.cell, name="cell"),
    path("<int:pk>/name/", views.correct_name, name="correct_name"),
    path("<int:pk>/do/<slug:name>/", doing.do, name="do"),
]
