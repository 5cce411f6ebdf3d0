from django.urls.resolvers import URLPattern, URLResolver

app_name = "cards"

urlpatterns: list[URLPattern | URLResolver] = []
