from django.urls.resolvers import URLPattern, URLResolver

app_name = "territory"

urlpatterns: list[URLPattern | URLResolver] = []
