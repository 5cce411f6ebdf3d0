"""Every tag and filter of the design system; always loaded, so templates say no `{% load %}`."""

from django import template

from terreau.ui.tags import actions, assets, blocks, charts, figures, forms, lists, pictures, progress, words

register = template.Library()

for family in (actions, assets, blocks, charts, figures, forms, lists, pictures, progress, words):
    register.tags.update(family.register.tags)
    register.filters.update(family.register.filters)
