"""What search looks through: one row for each fact, kept by the database itself (docs/decisions/0008).

Tables without models, since no code but these functions and one query uses them.
"""

from django.db import migrations

# An extension may be missing on a server (no contrib package) or forbidden to this role. Search then finds only what is
# spelled right, and `manage.py check --database default` says what to do.
TRIGRAMS = """
DO $$
BEGIN
    CREATE EXTENSION IF NOT EXISTS pg_trgm;
EXCEPTION WHEN insufficient_privilege OR undefined_file OR feature_not_supported THEN
    RAISE NOTICE 'pg_trgm is not available: search will not forgive typing errors.';
END $$;
"""

# An extension may be missing on a server (no contrib package) or forbidden to this role. Search then finds only what is
# spelled right, and `manage.py check --database default` says what to do.
TRIGRAMS = """
DO $$
BEGIN
    CREATE EXTENSION IF NOT EXISTS pg_trgm;
EXCEPTION WHEN insufficient_privilege OR undefined_file OR feature_not_supported THEN
    RAISE NOTICE 'pg_trgm is not available: search will not forgive typing errors.';
END $$;
"""

# `about` is the cell or control whose page shows a row that has no page of its own.
# Words are kept in their stem, for other forms of a word, and as written, for those that are still being typed.
TABLES = """
CREATE TABLE matrix_searchentry (
    kind text NOT NULL,
    path text NOT NULL,
    about text NOT NULL,
    title text NOT NULL,
    names text NOT NULL,
    body text NOT NULL,
    owner text NOT NULL,
    vector tsvector NOT NULL GENERATED ALWAYS AS (
        setweight(to_tsvector('english', title), 'A') || setweight(to_tsvector('simple', title), 'A') ||
        setweight(to_tsvector('english', names), 'B') || setweight(to_tsvector('simple', names), 'B') ||
        setweight(to_tsvector('english', body), 'C') || setweight(to_tsvector('simple', body), 'C')
    ) STORED,
    PRIMARY KEY (kind, path)
);
-- Words that occur, with their letters in order: two swapped letters leave few common trigrams, but the same letters.
CREATE FUNCTION matrix_search_letters(word text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT string_agg(letter, '' ORDER BY letter) FROM regexp_split_to_table(word, '') letter
$$;
CREATE TABLE matrix_searchword (word text PRIMARY KEY, letters text NOT NULL, entries integer NOT NULL);
"""

TEXTS = """
-- A cell as it is spoken of: "EC2, guest operating system".
CREATE FUNCTION matrix_search_cell(service text, layer text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT service || ', ' || lower(left(layer, 1)) || substr(layer, 2)
$$;
CREATE FUNCTION matrix_search_texts()
RETURNS TABLE (kind text, path text, about text, title text, names text, body text, owner text)
LANGUAGE sql STABLE AS $$
    SELECT 'service', s.slug, '', s.short_name, concat_ws(' ', s.name, s.noun, s.category, t.name),
           concat_ws(' ', s.summary, s.note), ''
    FROM matrix_service s JOIN matrix_servicetype t ON t.id = s.service_type_id
    UNION ALL
    SELECT 'layer', l.slug, '', l.short_name, l.name, l.definition, '' FROM matrix_layer l
    UNION ALL
    SELECT 'cell', s.slug || '/' || l.slug, '', matrix_search_cell(s.short_name, l.short_name),
           concat_ws(' ', s.name, l.name, c.local_name),
           concat_ws(' ', c.rationale, (SELECT string_agg(d.task, '. ' ORDER BY d.position) || '.' FROM matrix_duty d WHERE d.cell_id = c.id AND NOT d.retired)),
           c.owner
    FROM matrix_responsibility c
    JOIN matrix_service s ON s.id = c.service_id JOIN matrix_layer l ON l.id = c.layer_id
    UNION ALL
    SELECT 'duty', s.slug || '/' || l.slug || '/' || d.slug, s.slug || '/' || l.slug, d.task,
           concat_ws(' ', s.name, l.name, c.local_name), matrix_search_cell(s.short_name, l.short_name), d.owner
    FROM matrix_duty d JOIN matrix_responsibility c ON c.id = d.cell_id
    JOIN matrix_service s ON s.id = c.service_id JOIN matrix_layer l ON l.id = c.layer_id
    WHERE NOT d.retired
    UNION ALL
    SELECT 'control', k.slug, '', k.name, k.kind || ' control',
           'You: ' || k.customer_part || '. AWS: ' || k.aws_part || '. ' || k.note,
           CASE k.kind WHEN 'customer-specific' THEN 'customer' ELSE k.kind END
    FROM matrix_control k
    UNION ALL
    SELECT 'scenario', x.slug, coalesce(s.slug || '/' || l.slug, k.slug, layer.slug), x.text,
           concat_ws(' ', s.name, l.name), coalesce(matrix_search_cell(s.short_name, l.short_name), k.name, layer.short_name), ''
    FROM matrix_scenario x
    LEFT JOIN matrix_duty d ON d.id = x.duty_id
    LEFT JOIN matrix_responsibility c ON c.id = coalesce(x.cell_id, d.cell_id)
    LEFT JOIN matrix_service s ON s.id = c.service_id LEFT JOIN matrix_layer l ON l.id = c.layer_id
    LEFT JOIN matrix_control k ON k.id = x.control_id LEFT JOIN matrix_layer layer ON layer.id = x.layer_id
$$;
"""

# Entries are compared before they are written: their vectors are worked out for those that differ. Words are counted
# by what came and went.
REFRESH = """
CREATE FUNCTION matrix_search_refresh() RETURNS void LANGUAGE plpgsql AS $$
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

# The letters of the facts' words are kept; those of the others are sorted only where they could be the same. Of two
# words that are equally like what was typed, the one of its length is meant: "encrypton" is "encryption", not "encrypt".
GUESS = """
CREATE FUNCTION matrix_search_guess(asked text, also text[]) RETURNS text LANGUAGE plpgsql STABLE AS $$
DECLARE
    sorted text := matrix_search_letters(asked);
BEGIN
    RETURN (
        SELECT word FROM (
            SELECT word, letters = sorted AS swapped, entries FROM matrix_searchword
            UNION ALL
            SELECT word, CASE WHEN length(word) = length(asked) THEN matrix_search_letters(word) = sorted ELSE false END, 0
            FROM unnest(also) AS given(word)
        ) AS known
        WHERE similarity(word, asked) >= 0.3 OR swapped
        ORDER BY similarity(word, asked) + swapped::int - 0.05 * abs(length(word) - length(asked)) DESC,
                 entries DESC, word
        LIMIT 1
    );
EXCEPTION WHEN undefined_function THEN
    RETURN (SELECT word FROM matrix_searchword WHERE letters = sorted ORDER BY entries DESC, word LIMIT 1);
END $$;
"""

FOLLOW = """
-- Once at the end of each transaction, however many statements have changed facts in it.
CREATE FUNCTION matrix_search_follow() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    stands text := (SELECT number FROM matrix_factsrevision);
BEGIN
    IF current_setting('matrix.searchable', true) IS DISTINCT FROM stands THEN
        PERFORM matrix_search_refresh();
        PERFORM set_config('matrix.searchable', stands, true);
    END IF;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER matrix_search_follows AFTER UPDATE ON matrix_factsrevision
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION matrix_search_follow();

SELECT matrix_search_refresh();
"""

DROP = """
DROP TRIGGER matrix_search_follows ON matrix_factsrevision;
DROP FUNCTION matrix_search_follow();
DROP FUNCTION matrix_search_guess(text, text[]);
DROP FUNCTION matrix_search_refresh();
DROP FUNCTION matrix_search_texts();
DROP FUNCTION matrix_search_cell(text, text);
DROP TABLE matrix_searchentry, matrix_searchword;
DROP FUNCTION matrix_search_letters(text);
"""


def begin_a_revision(apps, schema_editor):
    apps.get_model("matrix", "FactsRevision").objects.get_or_create()


SEARCH = [
    migrations.RunPython(begin_a_revision, migrations.RunPython.noop),
    # Left where it is on the way back: other things may use it by then.
    migrations.RunSQL(TRIGRAMS, migrations.RunSQL.noop),
    migrations.RunSQL(TABLES + TEXTS + REFRESH + GUESS + FOLLOW, DROP),
]
