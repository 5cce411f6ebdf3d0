from django.urls.resolvers import URLPattern, URLResolver

app_name = "actors"

urlpatterns: list[URLPattern | URLResolver] = []
