from django.urls.resolvers import URLPattern, URLResolver

app_name = "ui"

urlpatterns: list[URLPattern | URLResolver] = []
