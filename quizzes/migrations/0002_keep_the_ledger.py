from django.db import migrations

INSERT_ONLY = [
    "quizzes_itemversion",
    "quizzes_testedcell",
    "quizzes_option",
    "quizzes_claim",
    "quizzes_attemptitem",
    "quizzes_response",
    "quizzes_grade",
    "quizzes_itemevent",
]

# Where the site serves as a role of its own, that role may not even ask; the triggers stop every other one.
FOR_THE_APPLICATION = """
DO $$ BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'srm_app') THEN
        {statement};
    END IF;
END $$
"""


def statement(words: str) -> str:
    return FOR_THE_APPLICATION.format(statement=words.format(tables=", ".join(INSERT_ONLY)))


class Migration(migrations.Migration):
    dependencies = [("quizzes", "0001_initial")]

    operations = [
        migrations.RunSQL(
            statement("REVOKE UPDATE, DELETE, TRUNCATE ON {tables} FROM srm_app"),
            statement("GRANT UPDATE, DELETE ON {tables} TO srm_app"),
        )
    ]
