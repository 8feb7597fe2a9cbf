"""The pages: one blueprint a noun."""

from flask import Flask


def register(app: Flask, *, development: bool) -> None:
    """Put every noun's pages in their place; the gallery is for development only."""
    from app.views import (
        audit_form,
        audit_return,
        audits,
        board,
        children,
        cycle_allocation,
        cycle_pool,
        cycle_sample,
        cycles,
        drafts,
        figures,
        frameworks,
        frameworks_draft,
        frameworks_versions,
        health,
        histories,
        home,
        imports,
        judgements,
        passwords,
        people,
        people_acts,
        people_edit,
        sessions,
        settings,
        setup,
        teams,
    )

    for noun in (
        audit_form,
        audit_return,
        audits,
        board,
        children,
        cycle_allocation,
        cycle_pool,
        cycle_sample,
        cycles,
        drafts,
        figures,
        frameworks,
        frameworks_draft,
        frameworks_versions,
        health,
        histories,
        home,
        imports,
        judgements,
        passwords,
        people,
        people_acts,
        people_edit,
        sessions,
        settings,
        setup,
        teams,
    ):
        app.register_blueprint(noun.pages)
    if development:
        _add_gallery(app)


def _add_gallery(app: Flask) -> None:
    """Its rule is this application's own, so that the table says only what a council has."""
    from app.views import gallery

    app.register_blueprint(gallery.pages)
    app.extensions["policy"].rules = app.extensions["policy"].rules | gallery.OWN_RULES
