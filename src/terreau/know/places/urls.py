from django.urls.resolvers import URLPattern, URLResolver

app_name = "places"

urlpatterns: list[URLPattern | URLResolver] = []
