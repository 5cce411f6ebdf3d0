"""Addresses of budgets."""

from django.urls import path

from terreau.decide.budgeting.views import booth, following, keeping, paper, public, recounting, result, settling

app_name = "budgeting"

urlpatterns = [
    path("", public.editions, name="editions"),
    path("new/", settling.new, name="new"),
    path("<slug:slug>/", public.edition, name="edition"),
    path("<slug:slug>/rules/", public.rules, name="rules"),
    path("<slug:slug>/projects/<int:number>/", public.project, name="project"),
    path("<slug:slug>/ballot/", booth.ballot, name="ballot"),
    path("<slug:slug>/ballot/box/", booth.casting, name="casting"),
    path("<slug:slug>/tracking/", booth.tracking, name="tracking"),
    path("<slug:slug>/result/", result.result, name="result"),
    path("<slug:slug>/result/rehearsal/", result.compared, name="compared"),
    path("<slug:slug>/result/kit.zip", recounting.kit, name="kit"),
    path("<slug:slug>/result/files/<str:name>", recounting.part, name="part"),
    path("<slug:slug>/result/recounts/", recounting.recounts, name="recounts"),
    path("<slug:slug>/result/recounts.json", recounting.told, name="recounts-told"),
    path("<slug:slug>/result/points", recounting.winners_map, name="winners-map"),
    path("<slug:slug>/result/near-misses.csv", recounting.near_misses, name="near-misses"),
    path("<slug:slug>/result/objections/", result.objections, name="objections"),
    path("<slug:slug>/result/objections/<int:pk>/answer/", result.answer, name="answer"),
    path("<slug:slug>/following/", following.following, name="following"),
    path("<slug:slug>/following/feed", following.feed, name="feed"),
    path("<slug:slug>/following/<int:number>/milestones/", following.plan, name="plan"),
    path("<slug:slug>/following/milestones/<int:pk>/reached/", following.reach, name="reach"),
    path("<slug:slug>/following/milestones/<int:pk>/delay/", following.delay, name="delay"),
    path("<slug:slug>/settings/", settling.settings, name="settings"),
    path("<slug:slug>/announcement/", settling.showing, name="announcement"),
    path("<slug:slug>/study/", settling.study, name="projects"),
    path("<slug:slug>/study/<int:number>/", settling.project_form, name="project-form"),
    path("<slug:slug>/study/<int:number>/removal/", settling.project_removal, name="project-removal"),
    path("<slug:slug>/hands/", settling.hands, name="hands"),
    path("<slug:slug>/hands/<int:pk>/end/", settling.hand_end, name="hand-end"),
    path("<slug:slug>/desk/", keeping.desk, name="desk"),
    path("<slug:slug>/letters/", keeping.letters, name="letters"),
    path("<slug:slug>/letters/<int:pk>/revocation/", keeping.letters_removal, name="letters-revocation"),
    path("<slug:slug>/paper/", paper.handing, name="paper"),
    path("<slug:slug>/paper/blank/", paper.blank, name="blank"),
    path("<slug:slug>/paper/envelopes/", paper.sealing, name="sealing"),
    path("<slug:slug>/paper/reading/", paper.envelopes, name="envelopes"),
    path("<slug:slug>/paper/reading/<int:pk>/", paper.reading, name="reading"),
    path("<slug:slug>/counting/", keeping.counting, name="counting"),
    path("<slug:slug>/counting/count/", keeping.count, name="count"),
    path("<slug:slug>/counting/draw/", keeping.draw, name="draw"),
    path("<slug:slug>/counting/publication/", keeping.publication, name="publication"),
]
