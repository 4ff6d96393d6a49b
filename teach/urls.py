from django.urls import include, path

from teach import inbox, start_page
from teach.assignments import views as assignment_views
from teach.checks import views as check_views
from teach.cohorts import copy_views, group_views, management_views, reading_views
from teach.cohorts import views as cohort_views
from teach.gradebook import views as gradebook_views
from teach.history import views as history_views
from teach.items import audit_views, exchange_views, key_correction
from teach.items import views as item_views
from teach.mailing import digest_views
from teach.mailing import views as mailing_views
from teach.people import views as people_views

app_name = "teach"

attempts_of_learner = "<int:pk>/learners/<int:membership>/attempts/<uuid:attempt>/"
assignment = "<int:pk>/assignments/<int:assignment>/"
cohort_urls = [
    path("", cohort_views.cohorts, name="cohorts"),
    path("new/", management_views.new, name="cohort-new"),
    path("<int:pk>/", cohort_views.cohort, name="cohort"),
    path("<int:pk>/edit/", management_views.edit, name="cohort-edit"),
    path("<int:pk>/copy/", copy_views.copy, name="cohort-copy"),
    path("<int:pk>/archiving/", management_views.archiving, name="cohort-archiving"),
    path("<int:pk>/teachers/", management_views.teachers, name="cohort-teachers"),
    path("<int:pk>/view/", cohort_views.learner_view, name="cohort-view"),
    path("<int:pk>/resignation/", management_views.resignation, name="cohort-resignation"),
    path("<int:pk>/map/", cohort_views.cohort_map, name="cohort-map"),
    path("<int:pk>/map/<slug:service>/<slug:layer>/", cohort_views.cohort_cell, name="cohort-cell"),
    path("<int:pk>/invites/", management_views.invites, name="cohort-invites"),
    path("<int:pk>/invites/<int:invite>/revocation/", management_views.revocation, name="cohort-invite-revocation"),
    path("<int:pk>/invites/code/", management_views.code, name="cohort-code"),
    path("<int:pk>/invites/mailing/", management_views.mailing, name="cohort-invites-mailing"),
    path("<int:pk>/roster/", management_views.class_list, name="cohort-roster"),
    path("<int:pk>/lessons/", reading_views.reading, name="cohort-reading"),
    path("<int:pk>/assignments/", assignment_views.assignments, name="cohort-assignments"),
    path("<int:pk>/assignments/new/", assignment_views.new, name="cohort-assignment-new"),
    path("<int:pk>/assignments/sentence/", assignment_views.sentence, name="cohort-assignments-sentence"),
    path(assignment, assignment_views.assignment, name="cohort-assignment"),
    path(f"{assignment}edit/", assignment_views.edit, name="cohort-assignment-edit"),
    path(f"{assignment}sentence/", assignment_views.sentence, name="cohort-assignment-sentence"),
    path(f"{assignment}removal/", assignment_views.removal, name="cohort-assignment-removal"),
    path("<int:pk>/groups/", group_views.groups, name="cohort-groups"),
    path("<int:pk>/groups/members/", group_views.group_members, name="cohort-group-members"),
    path("<int:pk>/groups/<int:group>/removal/", group_views.group_removal, name="cohort-group-removal"),
    path("<int:pk>/messages/", management_views.class_messages, name="cohort-messages"),
    path("<int:pk>/messages/<int:message>/withdrawal/", management_views.withdrawal, name="cohort-message-withdrawal"),
    path("<int:pk>/mail/", mailing_views.write, name="cohort-mail"),
    path("<int:pk>/mail/<int:mail>/", mailing_views.sent, name="cohort-mail-sent"),
    path("<int:pk>/learners/<int:membership>/", cohort_views.learner, name="cohort-learner"),
    path("<int:pk>/learners/<int:membership>/time/", management_views.learner_time, name="cohort-learner-time"),
    path(
        "<int:pk>/learners/<int:membership>/removal/", management_views.learner_removal, name="cohort-learner-removal"
    ),
    path(attempts_of_learner, cohort_views.learner_attempt, name="cohort-learner-attempt"),
    path("<int:pk>/learners/<int:membership>/grades/", gradebook_views.learner_grades, name="cohort-learner-grades"),
    path("<int:pk>/learners/<int:membership>/excusal/", gradebook_views.excusal, name="cohort-learner-excusal"),
    path("<int:pk>/gradebook/", gradebook_views.gradebook, name="cohort-gradebook"),
    path("<int:pk>/gradebook/settings/", gradebook_views.settings, name="cohort-gradebook-settings"),
    path("<int:pk>/gradebook/moodle/", gradebook_views.moodle, name="cohort-gradebook-moodle"),
    path("<int:pk>/gradebook/moodle.csv", gradebook_views.moodle_csv, name="cohort-gradebook-moodle-csv"),
    path("<int:pk>/gradebook/canvas/", gradebook_views.canvas, name="cohort-gradebook-canvas"),
    path("<int:pk>/gradebook.csv", gradebook_views.as_csv, name="cohort-gradebook-csv"),
    path("<int:pk>/gradebook.xlsx", gradebook_views.as_xlsx, name="cohort-gradebook-xlsx"),
    path("<int:pk>/progress.csv", cohort_views.progress_csv, name="cohort-progress-csv"),
    path("<int:pk>/scores.csv", cohort_views.scores_csv, name="cohort-scores-csv"),
    path("<int:pk>/class.xlsx", cohort_views.workbook, name="cohort-workbook"),
]

urlpatterns = [
    path("", start_page.start, name="start"),
    path("inbox/", inbox.inbox_list, name="inbox"),
    path("inbox/<slug:kind>/<slug:key>/", inbox.inbox_entry, name="inbox-entry"),
    path("history/", history_views.history, name="history"),
    path("history/<uuid:context>/", history_views.history_act, name="history-act"),
    path("digest/", digest_views.digest, name="digest"),
    path("students/", include(cohort_urls)),
    path("checks/", check_views.checks, name="checks"),
    path("checks/<int:pk>/", check_views.check, name="check"),
    path("people/", people_views.people, name="people"),
    path("people/new/", people_views.invite, name="person-new"),
    path("people/mail/", people_views.test_mail, name="test-mail"),
    path("people/<int:pk>/", people_views.person, name="person"),
    path("people/<int:pk>/second-factors/", people_views.second_factors, name="person-second-factors"),
    path("items/", item_views.items, name="items"),
    path("items.csv", item_views.items_csv, name="items-csv"),
    path("items/<int:pk>/", item_views.item, name="item"),
    path("items/<int:pk>/key/", key_correction.item_key, name="item-key"),
    path("items/<int:pk>/regrade/", key_correction.item_regrade, name="item-regrade"),
    path("import/", exchange_views.import_file, name="import"),
    path("import/<uuid:pk>/", exchange_views.import_plan, name="import-plan"),
    path("import/<uuid:pk>/proposals/", exchange_views.import_proposals, name="import-proposals"),
    path("import/<uuid:pk>/undo/", exchange_views.import_undo, name="import-undo"),
    path("audit/", audit_views.audit_file, name="audit"),
    path("export/", exchange_views.export, name="export"),
    path("export/file/", exchange_views.export_file, name="export-file"),
    path("generators/", item_views.generators, name="generators"),
]
