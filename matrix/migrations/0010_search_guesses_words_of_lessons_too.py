"""A word with a typing error may mean one of the lessons, the glossary or the incidents, which search adds to the facts."""

from django.db import migrations

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


class Migration(migrations.Migration):
    dependencies = [("matrix", "0009_search_follows_what_changed")]

    # The function with one parameter stays for a release: a site that is being replaced still asks it.
    operations = [migrations.RunSQL(GUESS, "DROP FUNCTION matrix_search_guess(text, text[]);")]
