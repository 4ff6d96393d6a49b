-- One search. Parameters: words with their synonyms ('' for none), what other apps add, which kind ('' for all), how many
-- of each kind, and how a match is marked. Best first; `corrected` is the query without its typing errors, null if it has none.
WITH added AS MATERIALIZED (
    SELECT 'section' AS kind, path, '' AS about, title, body, '' AS owner,
           setweight(to_tsvector('english', title), 'A') || setweight(to_tsvector('simple', title), 'A') ||
           setweight(to_tsvector('english', body), 'C') || setweight(to_tsvector('simple', body), 'C') AS vector
    FROM unnest(%(paths)s::text[], %(titles)s::text[], %(bodies)s::text[]) AS given(path, title, body)
),
entry AS (
    SELECT kind, path, about, title, body, owner, vector FROM matrix_searchentry
    UNION ALL SELECT kind, path, about, title, body, owner, vector FROM added
),
asked AS (
    SELECT n, word, synonym, to_tsquery('simple', word || ':*') || to_tsquery('english', word || ':*') AS query
    FROM unnest(%(words)s::text[], %(synonyms)s::text[]) WITH ORDINALITY AS given(word, synonym, n)
),
-- A word that begins no word of ours is a typing error, if it is like one of ours.
meant AS (
    SELECT n, word AS typed, synonym, coalesce(guess, word) AS word, guess IS NOT NULL AS mended
    FROM asked
    CROSS JOIN LATERAL (
        SELECT CASE WHEN synonym = '' AND NOT EXISTS (SELECT FROM entry WHERE vector @@ query)
               THEN matrix_search_guess(word) END AS guess
    ) AS guessed
),
-- Only the last word may be half typed: it also stands for what it begins. The others match whole, in any form.
-- Words that say nothing ("the", "who") are passed over.
term AS (
    SELECT n, to_tsquery('simple', word) || to_tsquery('english', word) || phraseto_tsquery('english', synonym)
        || CASE WHEN n = (SELECT max(n) FROM meant)
           THEN to_tsquery('simple', word || ':*') || to_tsquery('english', word || ':*') || coalesce((
               SELECT string_agg(to_tsquery('english', begun.word)::text, ' | ')::tsquery
               FROM matrix_searchword begun WHERE starts_with(begun.word, meant.word)
           ), '')
           ELSE '' END AS query
    FROM meant
    WHERE numnode(to_tsquery('english', word)) > 0
),
search AS MATERIALIZED (
    SELECT string_agg('(' || query::text || ')', ' & ')::tsquery AS all_words,
           string_agg('(' || query::text || ')', ' | ')::tsquery AS any_word,
           (SELECT string_agg(word, ' ' ORDER BY n) FROM meant HAVING bool_or(mended)) AS corrected,
           (SELECT string_agg(word, ' ' ORDER BY n) FROM meant) AS phrase
    FROM term
),
-- Facts that hold for more come before those that hold for one place, short titles before long ones, and what is called
-- exactly so before all.
matching AS (
    SELECT entry.*, any_word, corrected, vector @@ all_words AS whole, bool_or(vector @@ all_words) OVER () AS any_whole,
           ts_rank('{0.05, 0.2, 0.4, 1}', vector, any_word, 1)
           * CASE kind WHEN 'service' THEN 4 WHEN 'layer' THEN 4 WHEN 'control' THEN 2.5 WHEN 'cell' THEN 1.6
                       WHEN 'duty' THEN 0.7 ELSE 0.8 END
           / sqrt(array_length(string_to_array(title, ' '), 1))
           + (lower(title) = phrase)::int AS score
    FROM entry, search
    WHERE vector @@ any_word
),
ranked AS (
    SELECT *, count(*) OVER (PARTITION BY kind) AS count, max(score) OVER (PARTITION BY kind) AS best,
           row_number() OVER (PARTITION BY kind ORDER BY score DESC, path) AS place
    FROM matching
    WHERE whole OR NOT any_whole
)
SELECT kind, path, about,
       ts_headline('english', title, any_word, %(marks)s || 'HighlightAll=true'),
       ts_headline('english', body, any_word, %(marks)s || 'MaxFragments=1, MaxWords=30, MinWords=15'),
       body, owner, count, corrected
FROM ranked
WHERE place <= %(shown)s AND (%(kind)s = '' OR kind = %(kind)s)
ORDER BY best DESC, kind, place
