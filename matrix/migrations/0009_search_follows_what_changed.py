"""Search looks anew at what has changed, and no more at all facts for the sake of one (docs/decisions/0014)."""

from django.db import migrations

# Entries are compared before they are written: their vectors are worked out for those that differ. Words are counted
# by what came and went.
REFRESH = """
CREATE OR REPLACE FUNCTION matrix_search_refresh() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    WITH texts AS MATERIALIZED (
        SELECT * FROM matrix_search_texts()
    ), gone AS (
        DELETE FROM matrix_searchentry e
        WHERE NOT EXISTS (SELECT FROM texts t WHERE t.kind = e.kind AND t.path = e.path)
        RETURNING concat_ws(' ', title, names, body) AS said
    ), changed AS (
        SELECT t.*, concat_ws(' ', e.title, e.names, e.body) AS said
        FROM texts t LEFT JOIN matrix_searchentry e ON e.kind = t.kind AND e.path = t.path
        WHERE (e.about, e.title, e.names, e.body, e.owner) IS DISTINCT FROM (t.about, t.title, t.names, t.body, t.owner)
    ), written AS (
        INSERT INTO matrix_searchentry (kind, path, about, title, names, body, owner)
        SELECT kind, path, about, title, names, body, owner FROM changed
        ON CONFLICT (kind, path) DO UPDATE SET
            about = excluded.about, title = excluded.title, names = excluded.names, body = excluded.body,
            owner = excluded.owner
    ), counted AS (
        SELECT unnest(tsvector_to_array(to_tsvector('simple', said))) AS word, -1 AS more FROM gone
        UNION ALL
        SELECT unnest(tsvector_to_array(to_tsvector('simple', said))), -1 FROM changed
        UNION ALL
        SELECT unnest(tsvector_to_array(to_tsvector('simple', concat_ws(' ', title, names, body)))), 1 FROM changed
    )
    INSERT INTO matrix_searchword AS w (word, letters, entries)
    SELECT word, matrix_search_letters(word), sum(more) FROM counted
    WHERE word ~ '^[a-z][a-z0-9]{2,}$' GROUP BY word HAVING sum(more) <> 0
    ON CONFLICT (word) DO UPDATE SET entries = w.entries + excluded.entries;
    DELETE FROM matrix_searchword WHERE entries = 0;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("matrix", "0008_service_drafts")]

    # It comes to the same as the function before it, which the way back therefore leaves replaced.
    operations = [migrations.RunSQL(REFRESH, migrations.RunSQL.noop)]
