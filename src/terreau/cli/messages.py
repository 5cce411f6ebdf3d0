"""`terreau messages`: find the French sentences of the sources, keep their English, compile it (developers)."""

import sys

import click

from terreau.cli import catalogues


@click.command()
@click.option("--check", is_flag=True, help="Write nothing; list what lacks English and exit 1.")
@click.option("--compile", "only_compile", is_flag=True, help="Only make what the site reads (.mo).")
def messages(check: bool, only_compile: bool) -> None:
    """Update each app's English catalogue from its sources, then compile all of them."""
    if not only_compile:
        lacking = _review(write=not check)
        if check:
            click.echo(f"{lacking} sentences lack English." if lacking else "English is complete.")
            sys.exit(1 if lacking else 0)
    catalogues.compile_all()


def _review(*, write: bool) -> int:
    """Say, app by app, what lacks English; returns how many sentences do."""
    total = 0
    for app, catalogue in catalogues.fresh_catalogues().items():
        file = catalogues.catalogue_file(app)
        if write:
            catalogues.write(catalogue, file)
        wrong = list(catalogues.defects(catalogue))
        total += len(wrong)
        name = app.relative_to(catalogues.PACKAGE).as_posix()
        click.echo(f"{name}: {len(catalogue)} sentences, {len(wrong)} to complete")
        for french, defect in wrong:
            click.echo(f"    {defect}: {french[:100]!r}")
    return total
