"""Addresses of proposals, below those of their edition."""

from django.urls import path

from terreau.decide.proposals.views import appealing, checking, joining, mapping, public, sheet, studying, writing

app_name = "proposals"

urlpatterns = [
    path("<slug:slug>/proposals/", public.proposals, name="proposals"),
    path("<slug:slug>/proposals/points", mapping.points, name="points"),
    path("<slug:slug>/proposals/feed", public.feed, name="feed"),
    path("<slug:slug>/proposals/proposals.csv", public.table, name="csv"),
    path("<slug:slug>/proposals/similar/", public.similar, name="similar"),
    path("<slug:slug>/proposals/names/", public.names, name="names"),
    path("<slug:slug>/proposals/panel/", public.edition_panel, name="edition-panel"),
    path("<slug:slug>/projects/<int:number>/origin/", public.project_panel, name="project-panel"),
    path("cards/<int:pk>/proposals/", public.card_panel, name="card-panel"),
    path("<slug:slug>/proposals/invitations/<str:token>/", joining.invitation, name="invitation"),
    path("<slug:slug>/proposals/new/", writing.new, name="new"),
    path("<slug:slug>/proposals/dictated/", writing.dictated, name="dictated"),
    path("<slug:slug>/proposals/<int:number>/", sheet.proposal, name="proposal"),
    path("<slug:slug>/proposals/<int:number>/peek/", mapping.peek, name="peek"),
    path("<slug:slug>/proposals/<int:number>/form/", writing.edit, name="form"),
    path("<slug:slug>/proposals/<int:number>/versions/", public.versions, name="versions"),
    path("<slug:slug>/proposals/<int:number>/withdrawal/", writing.withdrawal, name="withdrawal"),
    path("<slug:slug>/proposals/<int:number>/concealment/", writing.concealment, name="concealment"),
    path("<slug:slug>/proposals/<int:number>/revealing/", writing.revealing, name="revealing"),
    path("<slug:slug>/proposals/<int:number>/support/", joining.support, name="support"),
    path("<slug:slug>/proposals/<int:number>/support/news/", joining.news, name="news"),
    path("<slug:slug>/proposals/<int:number>/support/end/", joining.support_end, name="support-end"),
    path("<slug:slug>/proposals/<int:number>/authors/", joining.joining, name="joining"),
    path("<slug:slug>/proposals/<int:number>/authors/<int:pk>/", joining.joining_answer, name="joining-answer"),
    path("<slug:slug>/proposals/<int:number>/authors/leaving/", joining.leaving, name="leaving"),
    path("<slug:slug>/proposals/<int:number>/invitations/", joining.inviting, name="inviting"),
    path("<slug:slug>/proposals/<int:number>/amendments/", joining.amending, name="amending"),
    path("<slug:slug>/proposals/<int:number>/amendments/<int:pk>/", public.amendment, name="amendment"),
    path(
        "<slug:slug>/proposals/<int:number>/amendments/<int:pk>/answer/",
        joining.amendment_answer,
        name="amendment-answer",
    ),
    path("<slug:slug>/proposals/<int:number>/merge/", joining.merging, name="merging"),
    path("<slug:slug>/proposals/<int:number>/merges/<int:pk>/", joining.merging_answer, name="merging-answer"),
    path("<slug:slug>/proposals/<int:number>/study/", studying.study, name="study"),
    path("<slug:slug>/proposals/<int:number>/study/beginning/", studying.begin, name="study-beginning"),
    path("<slug:slug>/proposals/<int:number>/study/end/", studying.giving_back, name="study-end"),
    path("<slug:slug>/proposals/<int:number>/study/decision/", studying.decision, name="study-decision"),
    path("<slug:slug>/proposals/<int:number>/study/check/", checking.checking, name="study-check"),
    path("<slug:slug>/proposals/<int:number>/study/return/", checking.returning, name="study-return"),
    path("<slug:slug>/proposals/<int:number>/study/again/", checking.opening_again, name="study-again"),
    path("<slug:slug>/proposals/<int:number>/appeal/", appealing.appealing, name="appeal"),
    path("<slug:slug>/proposals/<int:number>/appeals/<int:pk>/answer/", appealing.appeal_answer, name="appeal-answer"),
    path("<slug:slug>/studies/", studying.studies, name="studies"),
    path("<slug:slug>/studies/studies.csv", studying.table, name="studies-csv"),
]
