from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import migrations


def say_whose_they_are(apps, schema_editor):
    sessions, users = (apps.get_model("accounts", name).objects for name in ("Session", "User"))
    there, store, found = set(users.values_list("pk", flat=True)), SessionStore(), []
    for session in sessions.iterator(chunk_size=2000):
        user = int(store.decode(session.session_data).get(SESSION_KEY, 0))
        if user in there:
            session.user_id = user
            found.append(session)
    sessions.bulk_update(found, ["user"], batch_size=1000)


class Migration(migrations.Migration):
    # A step of its own: the one before it keeps the table locked until it is done.
    dependencies = [
        ("accounts", "0009_sessions_have_users"),
    ]

    operations = [
        migrations.RunPython(say_whose_they_are, migrations.RunPython.noop),
    ]
