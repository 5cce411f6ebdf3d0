"""The public journal and its export."""

import json
from collections.abc import Iterator

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from terreau.trust.audit import queries
from terreau.trust.audit.sentences import SENTENCES, sentence

PAGE = 50


@require_GET
def journal(request: HttpRequest) -> HttpResponse:
    """Newest first; `name` keeps one kind of event."""
    name = request.GET.get("name", "")
    events = queries.public_events().filter(name=name) if name in SENTENCES else queries.public_events()
    page = Paginator(events, PAGE).get_page(request.GET.get("page"))
    rows = [(event, sentence(event.name)) for event in page]
    kinds = sorted(((key, str(words)) for key, words in SENTENCES.items()), key=lambda pair: pair[1])
    return render(request, "audit/journal.html", {"page": page, "rows": rows, "kinds": kinds, "name": name})


@require_GET
def export(request: HttpRequest) -> StreamingHttpResponse:
    """One JSON object per line, oldest first; private events are told by their digest only."""

    def lines() -> Iterator[str]:
        for line in queries.chain():
            yield json.dumps(line.__dict__, ensure_ascii=False) + "\n"

    response = StreamingHttpResponse(lines(), content_type="application/x-ndjson")
    response["Content-Disposition"] = 'attachment; filename="journal.ndjson"'
    return response
