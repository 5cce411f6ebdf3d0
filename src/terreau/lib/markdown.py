"""Markdown that people write, turned into HTML that cannot harm."""

from html import unescape

import nh3
from markdown_it import MarkdownIt

TAGS = {"p", "br", "strong", "em", "a", "ul", "ol", "li", "blockquote", "h3", "h4", "code", "hr"}
ATTRIBUTES = {"a": {"href", "title"}}
SCHEMES = {"http", "https", "mailto", "tel"}

_reader = MarkdownIt("commonmark", {"html": False, "breaks": True}).disable(["image", "html_block", "html_inline"])


def to_html(text: str) -> str:
    """Paragraphs, lists, emphasis, links and small headings; nothing else survives."""
    lowered = _reader.render(text).replace("<h1>", "<h3>").replace("</h1>", "</h3>")
    lowered = lowered.replace("<h2>", "<h3>").replace("</h2>", "</h3>")
    return nh3.clean(lowered, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel="nofollow ugc noopener")


def to_text(text: str) -> str:
    """The words alone, for summaries and feeds."""
    return " ".join(unescape(nh3.clean(_reader.render(text), tags=set())).split())
