"""The public journal, how it is kept, and its exports."""

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.http import require_GET

from terreau.trust.audit import exports, objects, queries
from terreau.trust.audit.sentences import kinds, known, role_words, sentence

PAGE = 50


@require_GET
def journal(request: HttpRequest) -> HttpResponse:
    """Newest first, page after page by number: a page read slowly never repeats a line."""
    name, before = known(request.GET.get("name", "")), request.GET.get("before", "")
    events = list(queries.public_events(name=name, before=int(before) if before.isdecimal() else None)[: PAGE + 1])
    shown = events[:PAGE]
    things = objects.things(shown)
    context = {
        "rows": [(one, sentence(one.name), things.get(one.pk), role_words(one.role)) for one in shown],
        "older": urlencode({"name": name, "before": shown[-1].pk}) if len(events) > PAGE else "",
        "newest": not before,
        "kinds": kinds(),
        "name": name,
    }
    return render(request, "audit/journal.html", context)


@require_GET
def explained(request: HttpRequest) -> HttpResponse:
    """In two minutes: what is written, why nobody can change it, how to check."""
    return render(request, "audit/explained.html", {"head": queries.head()})


@require_GET
def table(request: HttpRequest) -> StreamingHttpResponse:
    events = queries.public_events(name=known(request.GET.get("name", "")))
    return _file(exports.table(events), "text/csv; charset=utf-8", "journal.csv")


@require_GET
def chain(request: HttpRequest) -> StreamingHttpResponse:
    return _file(exports.chain(), "application/x-ndjson", "journal.ndjson")


def _file(lines: object, kind: str, name: str) -> StreamingHttpResponse:
    response = StreamingHttpResponse(lines, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
