-- What other apps add to search, in the form in which every search hands it over: entries as the database makes them of
-- the facts (migration 0002), and the words that stand in them.
WITH given AS (
    SELECT kind, path, title, body, to_tsvector('simple', title) AS heading, to_tsvector('simple', body) AS words
    FROM unnest(%(kinds)s::text[], %(paths)s::text[], %(titles)s::text[], %(bodies)s::text[]) AS given(kind, path, title, body)
),
word AS (
    SELECT DISTINCT word FROM given, unnest(tsvector_to_array(heading || words)) AS word WHERE word ~ '^[a-z][a-z0-9]{2,}$'
)
SELECT array_agg((
           kind, path, '', title, '', body, '',
           setweight(to_tsvector('english', title), 'A') || setweight(heading, 'A') ||
           setweight(to_tsvector('english', body), 'C') || setweight(words, 'C')
       )::matrix_searchentry)::text,
       (SELECT array_agg(word) FROM word)::text
FROM given
