-- One search. Parameters: words with their synonyms (null for none), what other apps add (search_added.sql), which kind ('' for
-- all), how many of each kind, and how a match is marked. Best first; `corrected` is the query without its typing errors, null
-- if it has none.
WITH entry AS MATERIALIZED (
    SELECT kind, path, about, title, body, owner, vector FROM matrix_searchentry
    UNION ALL
    SELECT kind, path, about, title, body, owner, vector FROM unnest(%(entries)s::matrix_searchentry[])
),
-- A word that begins no word of ours is a typing error, if it is like one of ours. Another form of one of ours begins as that
-- does, unless it is far longer than what they have in common: "responsability" is no form of "response".
meant AS (
    SELECT n, synonym, coalesce(guess, typed) AS word, guess IS NOT NULL AS mended
    FROM unnest(%(words)s::text[], %(synonyms)s::text[]) WITH ORDINALITY AS given(typed, synonym, n)
    CROSS JOIN LATERAL (
        SELECT to_tsquery('simple', typed || ':*') AS begun, to_tsquery('english', typed || ':*') AS other_form,
               length(typed) - length((ts_lexize('english_stem', typed))[1]) > 4 AS far
    ) AS read
    CROSS JOIN LATERAL (
        SELECT CASE WHEN synonym IS NULL
                    AND NOT EXISTS (SELECT FROM entry WHERE vector @@ CASE WHEN far THEN begun ELSE begun || other_form END)
               THEN matrix_search_guess(typed, %(vocabulary)s::text[]) END AS guess
    ) AS guessed
),
-- Only the last word may be half typed: it also stands for what it begins. The others match whole, in any form.
-- Words that say nothing ("the", "who") are passed over.
term AS (
    SELECT n, query, CASE WHEN length(word) - length(stem) > 4 THEN to_tsquery('simple', left(word, -1) || ':*') ELSE query END AS close
    FROM meant
    CROSS JOIN LATERAL unnest(ts_lexize('english_stem', word)) AS stem
    CROSS JOIN LATERAL (
        SELECT to_tsquery('simple', word) || to_tsquery('english', word) AS own, phraseto_tsquery('english', synonym) AS other,
               to_tsquery('simple', word || ':*') || to_tsquery('english', word || ':*') AS begun,
               -- Of the words that it begins, those whose stem it does not begin. A word that says nothing has no stem.
               (
                   SELECT to_tsquery('simple', string_agg(DISTINCT known_stem, ' | '))
                   FROM matrix_searchword AS known CROSS JOIN LATERAL unnest(ts_lexize('english_stem', known.word)) AS known_stem
                   WHERE starts_with(known.word, meant.word) AND NOT starts_with(known_stem, meant.word)
               ) AS stems
    ) AS part
    CROSS JOIN LATERAL (SELECT coalesce(own || other, own) AS whole, coalesce(begun || stems, begun) AS half) AS side
    CROSS JOIN LATERAL (SELECT CASE WHEN n = (SELECT max(n) FROM meant) THEN whole || half ELSE whole END AS query) AS joined
),
search AS MATERIALIZED (
    SELECT string_agg('(' || query::text || ')', ' & ')::tsquery AS all_words,
           string_agg('(' || query::text || ')', ' | ')::tsquery AS any_word,
           string_agg('(' || close::text || ')', ' & ')::tsquery AS all_close,
           (SELECT string_agg(word, ' ' ORDER BY n) FROM meant HAVING bool_or(mended)) AS corrected,
           (SELECT string_agg(word, ' ' ORDER BY n) FROM meant) AS phrase
    FROM term
    WHERE numnode(query) > 0 -- an empty one between two operators is no query
),
matching AS (
    SELECT entry.*, all_words, any_word, all_close, corrected, phrase,
           vector @@ all_words AS whole, bool_or(vector @@ all_words) OVER () AS any_whole
    FROM entry, search
    WHERE vector @@ any_word
),
read_title AS (
    SELECT *, coalesce(nullif(about, ''), path) AS place, 1 / sqrt(array_length(string_to_array(title, ' '), 1)) AS brevity,
           ts_filter(vector, CASE kind WHEN 'service' THEN '{a, b}' ELSE '{a}' END::"char"[]) @@ all_words AS titled
    FROM matching
    WHERE whole OR NOT any_whole OR kind IN ('service', 'layer')
),
-- Facts that hold for more come before those that hold for one place, short titles before long ones, and what is called
-- exactly so before all, except for terms of the glossary; an incident is called what stands before its colon. A service
-- that is named without all of the words is asked for together with something else. The title of a cell is made of two
-- others: its length says nothing, and where it holds all words, nothing but it counts.
weighed AS (
    SELECT *, CASE kind
        WHEN 'term' THEN 0
        WHEN 'incident' THEN starts_with(lower(title), phrase || ':')::int
        ELSE (lower(title) = phrase)::int
        END + CASE WHEN vector @@ all_close THEN 1 ELSE 0.25 END * CASE kind
        WHEN 'service' THEN brevity * CASE WHEN titled THEN 4 ELSE 0.5 END
        WHEN 'layer' THEN brevity * 4
        WHEN 'control' THEN brevity * 2.5
        WHEN 'cell' THEN 0.8
        WHEN 'duty' THEN brevity * 0.7
        WHEN 'term' THEN brevity * 0.5
        WHEN 'incident' THEN brevity * 1.2
        ELSE brevity * 0.8
        END * ts_rank(
            '{0.05, 0.2, 0.4, 1}', CASE WHEN kind = 'cell' AND titled THEN ts_filter(vector, '{a}') ELSE vector END, any_word, 1
        ) AS weight
    FROM read_title
    WHERE whole OR NOT any_whole
),
-- A service named in the query, or a layer that has to do with it, counts for its cells and their tasks and traps. What does
-- not apply comes last, and services of the exam before those beyond it.
context AS (
    SELECT kind, path, 4 * brevity * ts_rank(
        '{0.05, 0.2, 0.4, 1}', CASE kind WHEN 'service' THEN ts_filter(vector, '{a}') ELSE vector END, any_word, 1
    ) AS weight
    FROM read_title
    WHERE kind IN ('service', 'layer')
),
ranked AS (
    SELECT weighed.*, count(*) OVER of_kind AS count, max(weighed.weight) OVER of_kind AS best,
           row_number() OVER (
               PARTITION BY weighed.kind
               ORDER BY owner = 'not_applicable',
                        (weighed.weight + coalesce(service.weight, 0) + coalesce(layer.weight, 0))
                        * CASE exam_weight WHEN 'beyond' THEN 0.5 ELSE 1 END DESC,
                        position, weighed.path
           ) AS nth
    FROM weighed
    LEFT JOIN matrix_service ON slug = split_part(place, '/', 1)
    LEFT JOIN context AS service ON service.kind = 'service' AND service.path = slug
    LEFT JOIN context AS layer ON layer.kind = 'layer' AND layer.path = split_part(place, '/', 2)
    WINDOW of_kind AS (PARTITION BY weighed.kind)
)
SELECT kind, path, about,
       ts_headline('english', title, any_word, %(marks)s || 'HighlightAll=true'),
       ts_headline('english', body, any_word, %(marks)s || 'MaxFragments=1, MaxWords=30, MinWords=15'),
       body, owner, count, corrected
FROM ranked
WHERE nth <= %(shown)s AND (%(kind)s = '' OR kind = %(kind)s)
ORDER BY best DESC, kind, nth
