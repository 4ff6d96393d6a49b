-- Made by `manage.py dump_schema` from migrations with this digest: 723577dcc43795edffba22a61620afddfa750af02784248ba7239b137434fa55

CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA public;
CREATE FUNCTION public._pgh_attach_context() RETURNS uuid
    LANGUAGE plpgsql
    AS $$
                    DECLARE
                        _pgh_context_id UUID;
                        _pgh_context_metadata JSONB;
                    BEGIN
                        BEGIN
                            SELECT INTO _pgh_context_id
                                CURRENT_SETTING('pghistory.context_id');
                            SELECT INTO _pgh_context_metadata
                                CURRENT_SETTING('pghistory.context_metadata');
                            EXCEPTION WHEN OTHERS THEN
                        END;
                        IF _pgh_context_id IS NOT NULL AND _pgh_context_metadata IS NOT NULL THEN
                            INSERT INTO pghistory_context (id, metadata, created_at, updated_at)
                                VALUES (_pgh_context_id, _pgh_context_metadata, NOW(), NOW())
                                ON CONFLICT (id) DO UPDATE
                                    SET metadata = EXCLUDED.metadata,
                                        updated_at = EXCLUDED.updated_at
                                    WHERE pghistory_context.metadata != EXCLUDED.metadata;
                            RETURN _pgh_context_id;
                        ELSE
                            RETURN NULL;
                        END IF;
                    END;
                $$;
CREATE FUNCTION public._pgtrigger_should_ignore(trigger_name name) RETURNS boolean
    LANGUAGE plpgsql
    AS $$
                DECLARE
                    _pgtrigger_ignore TEXT[];
                    _result BOOLEAN;
                BEGIN
                    BEGIN
                        SELECT INTO _pgtrigger_ignore
                            CURRENT_SETTING('pgtrigger.ignore');
                        EXCEPTION WHEN OTHERS THEN
                    END;
                    IF _pgtrigger_ignore IS NOT NULL THEN
                        SELECT trigger_name = ANY(_pgtrigger_ignore)
                        INTO _result;
                        RETURN _result;
                    ELSE
                        RETURN FALSE;
                    END IF;
                END;
            $$;
CREATE FUNCTION public.matrix_search_cell(service text, layer text) RETURNS text
    LANGUAGE sql IMMUTABLE
    AS $$
    SELECT service || ', ' || lower(left(layer, 1)) || substr(layer, 2)
$$;
CREATE FUNCTION public.matrix_search_follow() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
    stands text := (SELECT number FROM matrix_factsrevision);
BEGIN
    IF current_setting('matrix.searchable', true) IS DISTINCT FROM stands THEN
        PERFORM matrix_search_refresh();
        PERFORM set_config('matrix.searchable', stands, true);
    END IF;
    RETURN NULL;
END $$;
CREATE FUNCTION public.matrix_search_guess(asked text, also text[]) RETURNS text
    LANGUAGE plpgsql STABLE
    AS $$
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
CREATE FUNCTION public.matrix_search_letters(word text) RETURNS text
    LANGUAGE sql IMMUTABLE
    AS $$
    SELECT string_agg(letter, '' ORDER BY letter) FROM regexp_split_to_table(word, '') letter
$$;
CREATE FUNCTION public.matrix_search_refresh() RETURNS void
    LANGUAGE plpgsql
    AS $_$
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
END $_$;
CREATE FUNCTION public.matrix_search_texts() RETURNS TABLE(kind text, path text, about text, title text, names text, body text, owner text)
    LANGUAGE sql STABLE
    AS $$
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
CREATE FUNCTION public.pgtrigger_added_insert_51e9a() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "teach_hiddenlessonevent" ("cohortreading_id", "lesson_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."cohortreading_id", NEW."lesson_id", _pgh_attach_context(), NOW(), 'added', NEW."id"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_added_insert_7a820() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "teach_permissionevent" ("group_id", "permission_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."group_id", NEW."permission_id", _pgh_attach_context(), NOW(), 'added', NEW."id"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_added_insert_8aeb8() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "teach_membershipevent" ("group_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "user_id") VALUES (NEW."group_id", _pgh_attach_context(), NOW(), 'added', NEW."id", NEW."user_id"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_added_insert_a94a5() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "teach_courseofclassevent" ("cohortreading_id", "course_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."cohortreading_id", NEW."course_id", _pgh_attach_context(), NOW(), 'added', NEW."id"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_answered_update_1529a() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "teach_reportevent" ("answer", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version_id") VALUES (NEW."answer", _pgh_attach_context(), NOW(), 'answered', NEW."id", NEW."version_id"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_answered_update_79fb2() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "teach_disputeevent" ("answer", "cell_id", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."answer", NEW."cell_id", NEW."outcome", _pgh_attach_context(), NOW(), 'answered', NEW."id"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_append_only_028fe() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_append_only_05e67() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_append_only_08568() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_append_only_0b15e() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_append_only_0f6e7() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_append_only_101ff() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_append_only_15349() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_append_only_188b8() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_append_only_19119() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_append_only_25324() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_append_only_26815() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_append_only_283e6() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_append_only_2b8f7() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_append_only_2db09() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_append_only_305a6() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_append_only_343e0() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_append_only_3bb7b() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_append_only_3d195() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_append_only_3da39() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_append_only_43d49() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_append_only_45375() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_append_only_454b4() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_append_only_4ca27() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_append_only_50a2d() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_append_only_63855() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_append_only_75761() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_append_only_76480() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_append_only_7e246() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_append_only_7f89f() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_append_only_8045f() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_append_only_87532() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_append_only_88022() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_append_only_8a2aa() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_append_only_987bb() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_append_only_a0e67() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_append_only_a856c() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_append_only_aa882() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_append_only_b1e25() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_append_only_b496d() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_append_only_b799b() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_append_only_bbf45() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_append_only_bd7e3() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_append_only_d42c9() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_append_only_da78b() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_append_only_de192() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_append_only_f100e() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_append_only_f2850() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_append_only_f4ff7() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_append_only_f6771() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_append_only_f6cd2() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_before_update_00732() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "teach_slotevent" ("item_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "quiz_id") VALUES (OLD."item_id", _pgh_attach_context(), NOW(), 'before', OLD."id", OLD."position", OLD."quiz_id"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_before_update_4525b() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "teach_quizevent" ("attempts_allowed", "lesson_id", "mode", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "title") VALUES (OLD."attempts_allowed", OLD."lesson_id", OLD."mode", _pgh_attach_context(), NOW(), 'before', OLD."id", OLD."slug", OLD."title"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_before_update_6cdc6() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "teach_courseevent" ("name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "slug", "summary") VALUES (OLD."name", _pgh_attach_context(), NOW(), 'before', OLD."id", OLD."position", OLD."slug", OLD."summary"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_before_update_98860() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "teach_readingevent" ("cohort_id", "edit_number", "only", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."cohort_id", OLD."edit_number", OLD."only", _pgh_attach_context(), NOW(), 'before', OLD."id"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_before_update_db83a() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "teach_rightsevent" ("is_active", "is_staff", "is_superuser", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "time_allowance") VALUES (OLD."is_active", OLD."is_staff", OLD."is_superuser", _pgh_attach_context(), NOW(), 'before', OLD."id", OLD."time_allowance"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_chosen_insert_e3c17() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "teach_readingevent" ("cohort_id", "edit_number", "only", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."cohort_id", NEW."edit_number", NEW."only", _pgh_attach_context(), NOW(), 'chosen', NEW."id"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_delete_delete_073df() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "quizzes_assignmentevent" ("answers", "answers_at", "attempts", "closes_at", "cohort_id", "due_at", "edit_number", "event", "id", "kind", "lesson_id", "minutes", "opens_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quiz_id", "selection", "set_at", "set_by", "shuffled", "simulation", "title") VALUES (OLD."answers", OLD."answers_at", OLD."attempts", OLD."closes_at", OLD."cohort_id", OLD."due_at", OLD."edit_number", OLD."event", OLD."id", OLD."kind", OLD."lesson_id", OLD."minutes", OLD."opens_at", _pgh_attach_context(), NOW(), 'delete', OLD."id", OLD."quiz_id", OLD."selection", OLD."set_at", OLD."set_by", OLD."shuffled", OLD."simulation", OLD."title"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_delete_delete_0b223() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "accounts_cohortteacherevent" ("assists", "cohort_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since", "until", "user_id") VALUES (OLD."assists", OLD."cohort_id", OLD."id", _pgh_attach_context(), NOW(), 'delete', OLD."id", OLD."since", OLD."until", OLD."user_id"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_delete_delete_2b987() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "teach_lessondeletion" ("body", "label", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "summary", "title") VALUES (OLD."body", OLD."label", _pgh_attach_context(), NOW(), 'delete', OLD."id", OLD."slug", OLD."summary", OLD."title"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_delete_delete_3ef5e() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "matrix_examshareevent" ("control_id", "id", "layer_id", "loaded_hash", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "service_id", "skill", "source") VALUES (OLD."control_id", OLD."id", OLD."layer_id", OLD."loaded_hash", OLD."number", _pgh_attach_context(), NOW(), 'delete', OLD."id", OLD."service_id", OLD."skill", OLD."source"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_delete_delete_50bc2() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "accounts_cohortgroupevent" ("cohort_id", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."cohort_id", OLD."id", OLD."name", _pgh_attach_context(), NOW(), 'delete', OLD."id"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_delete_delete_6b339() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "matrix_scenarioevent" ("cell_id", "control_id", "duty_id", "half", "id", "layer_id", "loaded_hash", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "services", "slug", "text", "why") VALUES (OLD."cell_id", OLD."control_id", OLD."duty_id", OLD."half", OLD."id", OLD."layer_id", OLD."loaded_hash", _pgh_attach_context(), NOW(), 'delete', OLD."id", OLD."position", OLD."services", OLD."slug", OLD."text", OLD."why"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_delete_delete_7bea1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "matrix_ruleevent" ("id", "layer_id", "loaded_hash", "owner", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sentence", "service_type_id", "source_title", "source_url") VALUES (OLD."id", OLD."layer_id", OLD."loaded_hash", OLD."owner", _pgh_attach_context(), NOW(), 'delete', OLD."id", OLD."sentence", OLD."service_type_id", OLD."source_title", OLD."source_url"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_delete_delete_7d235() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "teach_termdeletion" ("definition", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug") VALUES (OLD."definition", OLD."name", _pgh_attach_context(), NOW(), 'delete', OLD."id", OLD."slug"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_delete_delete_836bb() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "quizzes_assignmentexceptionevent" ("assignment_id", "closes_at", "due_at", "extra_attempts", "extra_minutes", "id", "learner_id", "opens_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."assignment_id", OLD."closes_at", OLD."due_at", OLD."extra_attempts", OLD."extra_minutes", OLD."id", OLD."learner_id", OLD."opens_at", _pgh_attach_context(), NOW(), 'delete', OLD."id"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_delete_delete_85263() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "teach_servicedeletion" ("name", "noun", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "short_name", "slug", "summary") VALUES (OLD."name", OLD."noun", _pgh_attach_context(), NOW(), 'delete', OLD."id", OLD."short_name", OLD."slug", OLD."summary"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_delete_delete_8bd88() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "teach_itemdeletion" ("pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "section", "skill", "slug") VALUES (_pgh_attach_context(), NOW(), 'delete', OLD."id", OLD."section", OLD."skill", OLD."slug"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_delete_delete_8d4a6() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "teach_courseevent" ("name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "slug", "summary") VALUES (OLD."name", _pgh_attach_context(), NOW(), 'delete', OLD."id", OLD."position", OLD."slug", OLD."summary"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_delete_delete_998cb() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "teach_layerdeletion" ("definition", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug") VALUES (OLD."definition", OLD."name", _pgh_attach_context(), NOW(), 'delete', OLD."id", OLD."slug"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_delete_delete_9e790() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "teach_slotevent" ("item_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "quiz_id") VALUES (OLD."item_id", _pgh_attach_context(), NOW(), 'delete', OLD."id", OLD."position", OLD."quiz_id"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_delete_delete_c978b() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "teach_quizevent" ("attempts_allowed", "lesson_id", "mode", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "title") VALUES (OLD."attempts_allowed", OLD."lesson_id", OLD."mode", _pgh_attach_context(), NOW(), 'delete', OLD."id", OLD."slug", OLD."title"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_delete_delete_ce7a9() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "teach_misconceptiondeletion" ("cure", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug") VALUES (OLD."cure", OLD."name", _pgh_attach_context(), NOW(), 'delete', OLD."id", OLD."slug"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_delete_delete_de445() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "matrix_responsibilityevent" ("confidence", "edit_number", "id", "layer_id", "loaded_hash", "local_name", "owner", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rationale", "reviewed_on", "service_id", "source_title", "source_url") VALUES (OLD."confidence", OLD."edit_number", OLD."id", OLD."layer_id", OLD."loaded_hash", OLD."local_name", OLD."owner", _pgh_attach_context(), NOW(), 'delete', OLD."id", OLD."rationale", OLD."reviewed_on", OLD."service_id", OLD."source_title", OLD."source_url"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_delete_delete_e74dd() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "teach_incidentdeletion" ("pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "story", "title", "why") VALUES (_pgh_attach_context(), NOW(), 'delete', OLD."id", OLD."slug", OLD."story", OLD."title", OLD."why"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_delete_delete_eb08a() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "teach_servicetypedeletion" ("boundary", "definition", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug") VALUES (OLD."boundary", OLD."definition", OLD."name", _pgh_attach_context(), NOW(), 'delete', OLD."id", OLD."slug"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_delete_delete_fc1c8() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "teach_noveltydeletion" ("before", "now", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "title") VALUES (OLD."before", OLD."now", _pgh_attach_context(), NOW(), 'delete', OLD."id", OLD."slug", OLD."title"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_delete_delete_fdfeb() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "matrix_dutyevent" ("cell_id", "common_task_id", "id", "loaded_hash", "owner", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "reason", "retired", "slug", "task") VALUES (OLD."cell_id", OLD."common_task_id", OLD."id", OLD."loaded_hash", OLD."owner", _pgh_attach_context(), NOW(), 'delete', OLD."id", OLD."position", OLD."reason", OLD."retired", OLD."slug", OLD."task"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_delete_delete_fe103() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "teach_excusalevent" ("cohort_id", "column", "excused_by", "id", "learner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title") VALUES (OLD."cohort_id", OLD."column", OLD."excused_by", OLD."id", OLD."learner_id", _pgh_attach_context(), NOW(), 'delete', OLD."id", OLD."title"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_delete_delete_ff803() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "matrix_controlevent" ("aws_part", "customer_part", "id", "kind", "loaded_hash", "name", "note", "official_example", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "slug", "source_title", "source_url") VALUES (OLD."aws_part", OLD."customer_part", OLD."id", OLD."kind", OLD."loaded_hash", OLD."name", OLD."note", OLD."official_example", _pgh_attach_context(), NOW(), 'delete', OLD."id", OLD."position", OLD."slug", OLD."source_title", OLD."source_url"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_insert_insert_17028() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "matrix_lookevent" ("evidence", "id", "kind", "looked_at", "looked_by", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "subject", "weight") VALUES (NEW."evidence", NEW."id", NEW."kind", NEW."looked_at", NEW."looked_by", NEW."note", _pgh_attach_context(), NOW(), 'insert', NEW."id", NEW."subject", NEW."weight"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_insert_insert_1977b() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "bank_misconceptionevent" ("cure", "here_id", "id", "loaded_hash", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "there_id") VALUES (NEW."cure", NEW."here_id", NEW."id", NEW."loaded_hash", NEW."name", _pgh_attach_context(), NOW(), 'insert', NEW."id", NEW."slug", NEW."there_id"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_insert_insert_1fdf3() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "matrix_controlevent" ("aws_part", "customer_part", "id", "kind", "loaded_hash", "name", "note", "official_example", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "slug", "source_title", "source_url") VALUES (NEW."aws_part", NEW."customer_part", NEW."id", NEW."kind", NEW."loaded_hash", NEW."name", NEW."note", NEW."official_example", _pgh_attach_context(), NOW(), 'insert', NEW."id", NEW."position", NEW."slug", NEW."source_title", NEW."source_url"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_insert_insert_22533() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "teach_excusalevent" ("cohort_id", "column", "excused_by", "id", "learner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title") VALUES (NEW."cohort_id", NEW."column", NEW."excused_by", NEW."id", NEW."learner_id", _pgh_attach_context(), NOW(), 'insert', NEW."id", NEW."title"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_insert_insert_24aa8() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "matrix_examshareevent" ("control_id", "id", "layer_id", "loaded_hash", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "service_id", "skill", "source") VALUES (NEW."control_id", NEW."id", NEW."layer_id", NEW."loaded_hash", NEW."number", _pgh_attach_context(), NOW(), 'insert', NEW."id", NEW."service_id", NEW."skill", NEW."source"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_insert_insert_308e7() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "matrix_commontaskevent" ("id", "layer_id", "loaded_hash", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phrase", "position", "question", "situation", "slug") VALUES (NEW."id", NEW."layer_id", NEW."loaded_hash", _pgh_attach_context(), NOW(), 'insert', NEW."id", NEW."phrase", NEW."position", NEW."question", NEW."situation", NEW."slug"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_insert_insert_3e5b5() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "teach_courseevent" ("name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "slug", "summary") VALUES (NEW."name", _pgh_attach_context(), NOW(), 'insert', NEW."id", NEW."position", NEW."slug", NEW."summary"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_insert_insert_4dee2() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "teach_loggedevent" ("action_flag", "change_message", "content_type_id", "object_id", "object_repr", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "user_id") VALUES (NEW."action_flag", NEW."change_message", NEW."content_type_id", NEW."object_id", NEW."object_repr", _pgh_attach_context(), NOW(), 'insert', NEW."id", NEW."user_id"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_insert_insert_5c561() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "quizzes_assignmentexceptionevent" ("assignment_id", "closes_at", "due_at", "extra_attempts", "extra_minutes", "id", "learner_id", "opens_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."assignment_id", NEW."closes_at", NEW."due_at", NEW."extra_attempts", NEW."extra_minutes", NEW."id", NEW."learner_id", NEW."opens_at", _pgh_attach_context(), NOW(), 'insert', NEW."id"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_insert_insert_5e75c() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "matrix_dutyevent" ("cell_id", "common_task_id", "id", "loaded_hash", "owner", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "reason", "retired", "slug", "task") VALUES (NEW."cell_id", NEW."common_task_id", NEW."id", NEW."loaded_hash", NEW."owner", _pgh_attach_context(), NOW(), 'insert', NEW."id", NEW."position", NEW."reason", NEW."retired", NEW."slug", NEW."task"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_insert_insert_5e821() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "quizzes_assignmentevent" ("answers", "answers_at", "attempts", "closes_at", "cohort_id", "due_at", "edit_number", "event", "id", "kind", "lesson_id", "minutes", "opens_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quiz_id", "selection", "set_at", "set_by", "shuffled", "simulation", "title") VALUES (NEW."answers", NEW."answers_at", NEW."attempts", NEW."closes_at", NEW."cohort_id", NEW."due_at", NEW."edit_number", NEW."event", NEW."id", NEW."kind", NEW."lesson_id", NEW."minutes", NEW."opens_at", _pgh_attach_context(), NOW(), 'insert', NEW."id", NEW."quiz_id", NEW."selection", NEW."set_at", NEW."set_by", NEW."shuffled", NEW."simulation", NEW."title"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_insert_insert_6cb4f() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "accounts_cohortgroupevent" ("cohort_id", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."cohort_id", NEW."id", NEW."name", _pgh_attach_context(), NOW(), 'insert', NEW."id"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_insert_insert_81f9e() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "teach_quizevent" ("attempts_allowed", "lesson_id", "mode", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "title") VALUES (NEW."attempts_allowed", NEW."lesson_id", NEW."mode", _pgh_attach_context(), NOW(), 'insert', NEW."id", NEW."slug", NEW."title"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_insert_insert_83081() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "matrix_layerevent" ("definition", "exam_words", "id", "loaded_hash", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "short_name", "slug") VALUES (NEW."definition", NEW."exam_words", NEW."id", NEW."loaded_hash", NEW."name", _pgh_attach_context(), NOW(), 'insert', NEW."id", NEW."position", NEW."short_name", NEW."slug"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_insert_insert_832ac() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "matrix_scenarioevent" ("cell_id", "control_id", "duty_id", "half", "id", "layer_id", "loaded_hash", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "services", "slug", "text", "why") VALUES (NEW."cell_id", NEW."control_id", NEW."duty_id", NEW."half", NEW."id", NEW."layer_id", NEW."loaded_hash", _pgh_attach_context(), NOW(), 'insert', NEW."id", NEW."position", NEW."services", NEW."slug", NEW."text", NEW."why"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_insert_insert_8bde6() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "matrix_servicetypeevent" ("aws_term", "boundary", "definition", "id", "loaded_hash", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "slug") VALUES (NEW."aws_term", NEW."boundary", NEW."definition", NEW."id", NEW."loaded_hash", NEW."name", _pgh_attach_context(), NOW(), 'insert', NEW."id", NEW."position", NEW."slug"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_insert_insert_a45b7() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "teach_slotevent" ("item_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "quiz_id") VALUES (NEW."item_id", _pgh_attach_context(), NOW(), 'insert', NEW."id", NEW."position", NEW."quiz_id"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_insert_insert_ad3d0() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "bank_itemevent" ("edit_number", "generator", "id", "loaded_hash", "parameters", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_id", "section", "skill", "slug") VALUES (NEW."edit_number", NEW."generator", NEW."id", NEW."loaded_hash", NEW."parameters", _pgh_attach_context(), NOW(), 'insert', NEW."id", NEW."published_id", NEW."section", NEW."skill", NEW."slug"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_insert_insert_ba405() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "lessons_noveltyevent" ("about", "before", "id", "loaded_hash", "now", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since", "slug", "source_title", "source_url", "title") VALUES (NEW."about", NEW."before", NEW."id", NEW."loaded_hash", NEW."now", _pgh_attach_context(), NOW(), 'insert', NEW."id", NEW."since", NEW."slug", NEW."source_title", NEW."source_url", NEW."title"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_insert_insert_c25ef() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "accounts_cohortteacherevent" ("assists", "cohort_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since", "until", "user_id") VALUES (NEW."assists", NEW."cohort_id", NEW."id", _pgh_attach_context(), NOW(), 'insert', NEW."id", NEW."since", NEW."until", NEW."user_id"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_insert_insert_c80bf() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "bank_retirementevent" ("ended_at", "ended_by", "ending", "id", "item_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "retired_at", "retired_by", "version_id") VALUES (NEW."ended_at", NEW."ended_by", NEW."ending", NEW."id", NEW."item_id", _pgh_attach_context(), NOW(), 'insert', NEW."id", NEW."reason", NEW."retired_at", NEW."retired_by", NEW."version_id"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_insert_insert_cb183() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "lessons_lessonevent" ("body", "captions", "course_id", "domain", "edit_number", "exam_task", "id", "label", "loaded_hash", "minutes", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "publish_at", "published", "recommendations", "sections", "short_title", "slug", "summary", "takeaways", "title", "transcript", "updated_on", "video", "video_seconds", "video_state", "video_url") VALUES (NEW."body", NEW."captions", NEW."course_id", NEW."domain", NEW."edit_number", NEW."exam_task", NEW."id", NEW."label", NEW."loaded_hash", NEW."minutes", _pgh_attach_context(), NOW(), 'insert', NEW."id", NEW."position", NEW."publish_at", NEW."published", NEW."recommendations", NEW."sections", NEW."short_title", NEW."slug", NEW."summary", NEW."takeaways", NEW."title", NEW."transcript", NEW."updated_on", NEW."video", NEW."video_seconds", NEW."video_state", NEW."video_url"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_insert_insert_d1d22() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "matrix_serviceevent" ("category", "exam_weight", "id", "loaded_hash", "name", "note", "noun", "opening", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "service_type_id", "short_name", "slug", "summary", "variant_of_id") VALUES (NEW."category", NEW."exam_weight", NEW."id", NEW."loaded_hash", NEW."name", NEW."note", NEW."noun", NEW."opening", _pgh_attach_context(), NOW(), 'insert', NEW."id", NEW."position", NEW."service_type_id", NEW."short_name", NEW."slug", NEW."summary", NEW."variant_of_id"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_insert_insert_d9d67() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "matrix_ruleevent" ("id", "layer_id", "loaded_hash", "owner", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sentence", "service_type_id", "source_title", "source_url") VALUES (NEW."id", NEW."layer_id", NEW."loaded_hash", NEW."owner", _pgh_attach_context(), NOW(), 'insert', NEW."id", NEW."sentence", NEW."service_type_id", NEW."source_title", NEW."source_url"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_insert_insert_dcdfe() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "lessons_pictureevent" ("alt", "decorative", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "size", "uploaded_at", "uploaded_by_id") VALUES (NEW."alt", NEW."decorative", NEW."id", NEW."name", _pgh_attach_context(), NOW(), 'insert', NEW."id", NEW."size", NEW."uploaded_at", NEW."uploaded_by_id"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_insert_insert_de400() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "matrix_responsibilityevent" ("confidence", "edit_number", "id", "layer_id", "loaded_hash", "local_name", "owner", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rationale", "reviewed_on", "service_id", "source_title", "source_url") VALUES (NEW."confidence", NEW."edit_number", NEW."id", NEW."layer_id", NEW."loaded_hash", NEW."local_name", NEW."owner", _pgh_attach_context(), NOW(), 'insert', NEW."id", NEW."rationale", NEW."reviewed_on", NEW."service_id", NEW."source_title", NEW."source_url"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_insert_insert_e16cd() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "accounts_cohortinviteevent" ("cohort_id", "expires_at", "id", "made_at", "made_by", "most_uses", "personal", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revoked_at", "revoked_by") VALUES (NEW."cohort_id", NEW."expires_at", NEW."id", NEW."made_at", NEW."made_by", NEW."most_uses", NEW."personal", _pgh_attach_context(), NOW(), 'insert', NEW."id", NEW."revoked_at", NEW."revoked_by"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_insert_insert_ef0b0() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "accounts_cohortevent" ("archived_at", "exam_on", "id", "keeps_former", "made_at", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "time_zone") VALUES (NEW."archived_at", NEW."exam_on", NEW."id", NEW."keeps_former", NEW."made_at", NEW."name", _pgh_attach_context(), NOW(), 'insert', NEW."id", NEW."time_zone"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_insert_insert_f24bf() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "lessons_termevent" ("definition", "forms", "id", "loaded_hash", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "section", "slug", "source_title", "source_url") VALUES (NEW."definition", NEW."forms", NEW."id", NEW."loaded_hash", NEW."name", _pgh_attach_context(), NOW(), 'insert', NEW."id", NEW."section", NEW."slug", NEW."source_title", NEW."source_url"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_insert_insert_fc55c() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "lessons_incidentevent" ("also", "duty", "id", "kind", "loaded_hash", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "section", "slug", "story", "tempting", "title", "why") VALUES (NEW."also", NEW."duty", NEW."id", NEW."kind", NEW."loaded_hash", _pgh_attach_context(), NOW(), 'insert', NEW."id", NEW."position", NEW."section", NEW."slug", NEW."story", NEW."tempting", NEW."title", NEW."why"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_insert_only_1a8b4() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_insert_only_1c001() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_insert_only_1d3e0() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_insert_only_27815() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_insert_only_28a47() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_insert_only_41090() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_insert_only_7435c() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_insert_only_96938() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_insert_only_9e369() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_insert_only_e6462() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_insert_only_eb9ae() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_insert_only_ec8d6() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_marks_attempt_41681() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
            UPDATE quizzes_attempt SET has_flags = true
            WHERE id = (SELECT attempt_id FROM quizzes_attemptitem WHERE id = NEW.attempt_item_id) AND NOT has_flags;
            RETURN NULL;
        
                END;
            $$;
CREATE FUNCTION public.pgtrigger_ordered_insert_44697() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "teach_gradingrunevent" ("pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "policy", "reason", "undoes_id") VALUES (_pgh_attach_context(), NOW(), 'ordered', NEW."id", NEW."policy", NEW."reason", NEW."undoes_id"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_received_now_03dda() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
    IF NOT pg_has_role((SELECT relowner FROM pg_class WHERE oid = TG_RELID), 'USAGE') THEN
        NEW.received_at = transaction_timestamp();
    END IF;
    RETURN NEW;

                END;
            $$;
CREATE FUNCTION public.pgtrigger_received_now_35d16() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
    IF NOT pg_has_role((SELECT relowner FROM pg_class WHERE oid = TG_RELID), 'USAGE') THEN
        NEW.received_at = transaction_timestamp();
    END IF;
    RETURN NEW;

                END;
            $$;
CREATE FUNCTION public.pgtrigger_removed_delete_0331e() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "teach_membershipevent" ("group_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "user_id") VALUES (OLD."group_id", _pgh_attach_context(), NOW(), 'removed', OLD."id", OLD."user_id"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_removed_delete_632f0() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "teach_courseofclassevent" ("cohortreading_id", "course_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."cohortreading_id", OLD."course_id", _pgh_attach_context(), NOW(), 'removed', OLD."id"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_removed_delete_6d95c() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "teach_permissionevent" ("group_id", "permission_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."group_id", OLD."permission_id", _pgh_attach_context(), NOW(), 'removed', OLD."id"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_removed_delete_94a11() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "teach_hiddenlessonevent" ("cohortreading_id", "lesson_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."cohortreading_id", OLD."lesson_id", _pgh_attach_context(), NOW(), 'removed', OLD."id"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_renew_revision_0e6a9() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    UPDATE matrix_factsrevision SET number = gen_random_uuid(); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_renew_revision_0ebdc() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    UPDATE matrix_factsrevision SET number = gen_random_uuid(); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_renew_revision_24fba() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    UPDATE matrix_factsrevision SET number = gen_random_uuid(); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_renew_revision_4a51a() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    UPDATE matrix_factsrevision SET number = gen_random_uuid(); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_renew_revision_4bc18() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    UPDATE matrix_factsrevision SET number = gen_random_uuid(); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_renew_revision_5524f() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    UPDATE matrix_factsrevision SET number = gen_random_uuid(); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_renew_revision_5c89d() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    UPDATE matrix_factsrevision SET number = gen_random_uuid(); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_renew_revision_83e73() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    UPDATE matrix_factsrevision SET number = gen_random_uuid(); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_renew_revision_894c2() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    UPDATE matrix_factsrevision SET number = gen_random_uuid(); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_renew_revision_8ccae() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    UPDATE matrix_factsrevision SET number = gen_random_uuid(); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_renew_revision_aded0() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    UPDATE matrix_factsrevision SET number = gen_random_uuid(); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_renew_revision_e926b() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    UPDATE matrix_factsrevision SET number = gen_random_uuid(); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_revoke_confirmation_c5081() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    NEW.reviewed_on = NULL; RETURN NEW;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_settled_update_82cd6() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "teach_contradictionevent" ("closing", "item_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "version_id") VALUES (NEW."closing", NEW."item_id", _pgh_attach_context(), NOW(), 'settled', NEW."id", NEW."reason", NEW."version_id"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_update_update_03efc() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "accounts_cohortmembershipevent" ("allowance_at", "allowance_by", "cohort_id", "left_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "removed_by", "time_allowance") VALUES (NEW."allowance_at", NEW."allowance_by", NEW."cohort_id", NEW."left_at", _pgh_attach_context(), NOW(), 'update', NEW."id", NEW."removed_by", NEW."time_allowance"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_update_update_047fc() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "matrix_responsibilityevent" ("confidence", "edit_number", "id", "layer_id", "loaded_hash", "local_name", "owner", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rationale", "reviewed_on", "service_id", "source_title", "source_url") VALUES (NEW."confidence", NEW."edit_number", NEW."id", NEW."layer_id", NEW."loaded_hash", NEW."local_name", NEW."owner", _pgh_attach_context(), NOW(), 'update', NEW."id", NEW."rationale", NEW."reviewed_on", NEW."service_id", NEW."source_title", NEW."source_url"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_update_update_207e6() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "teach_quizevent" ("attempts_allowed", "lesson_id", "mode", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "title") VALUES (NEW."attempts_allowed", NEW."lesson_id", NEW."mode", _pgh_attach_context(), NOW(), 'update', NEW."id", NEW."slug", NEW."title"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_update_update_2d0da() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "bank_retirementevent" ("ended_at", "ended_by", "ending", "id", "item_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "retired_at", "retired_by", "version_id") VALUES (NEW."ended_at", NEW."ended_by", NEW."ending", NEW."id", NEW."item_id", _pgh_attach_context(), NOW(), 'update', NEW."id", NEW."reason", NEW."retired_at", NEW."retired_by", NEW."version_id"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_update_update_3464c() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "teach_slotevent" ("item_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "quiz_id") VALUES (NEW."item_id", _pgh_attach_context(), NOW(), 'update', NEW."id", NEW."position", NEW."quiz_id"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_update_update_3ec29() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "quizzes_assignmentevent" ("answers", "answers_at", "attempts", "closes_at", "cohort_id", "due_at", "edit_number", "event", "id", "kind", "lesson_id", "minutes", "opens_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quiz_id", "selection", "set_at", "set_by", "shuffled", "simulation", "title") VALUES (NEW."answers", NEW."answers_at", NEW."attempts", NEW."closes_at", NEW."cohort_id", NEW."due_at", NEW."edit_number", NEW."event", NEW."id", NEW."kind", NEW."lesson_id", NEW."minutes", NEW."opens_at", _pgh_attach_context(), NOW(), 'update', NEW."id", NEW."quiz_id", NEW."selection", NEW."set_at", NEW."set_by", NEW."shuffled", NEW."simulation", NEW."title"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_update_update_4ae18() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "matrix_serviceevent" ("category", "exam_weight", "id", "loaded_hash", "name", "note", "noun", "opening", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "service_type_id", "short_name", "slug", "summary", "variant_of_id") VALUES (NEW."category", NEW."exam_weight", NEW."id", NEW."loaded_hash", NEW."name", NEW."note", NEW."noun", NEW."opening", _pgh_attach_context(), NOW(), 'update', NEW."id", NEW."position", NEW."service_type_id", NEW."short_name", NEW."slug", NEW."summary", NEW."variant_of_id"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_update_update_4fcdb() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "quizzes_assignmentexceptionevent" ("assignment_id", "closes_at", "due_at", "extra_attempts", "extra_minutes", "id", "learner_id", "opens_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."assignment_id", NEW."closes_at", NEW."due_at", NEW."extra_attempts", NEW."extra_minutes", NEW."id", NEW."learner_id", NEW."opens_at", _pgh_attach_context(), NOW(), 'update', NEW."id"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_update_update_56e73() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "teach_courseevent" ("name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "slug", "summary") VALUES (NEW."name", _pgh_attach_context(), NOW(), 'update', NEW."id", NEW."position", NEW."slug", NEW."summary"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_update_update_62c0b() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "lessons_termevent" ("definition", "forms", "id", "loaded_hash", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "section", "slug", "source_title", "source_url") VALUES (NEW."definition", NEW."forms", NEW."id", NEW."loaded_hash", NEW."name", _pgh_attach_context(), NOW(), 'update', NEW."id", NEW."section", NEW."slug", NEW."source_title", NEW."source_url"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_update_update_6a704() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "bank_misconceptionevent" ("cure", "here_id", "id", "loaded_hash", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "there_id") VALUES (NEW."cure", NEW."here_id", NEW."id", NEW."loaded_hash", NEW."name", _pgh_attach_context(), NOW(), 'update', NEW."id", NEW."slug", NEW."there_id"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_update_update_6db5b() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "lessons_lessonevent" ("body", "captions", "course_id", "domain", "edit_number", "exam_task", "id", "label", "loaded_hash", "minutes", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "publish_at", "published", "recommendations", "sections", "short_title", "slug", "summary", "takeaways", "title", "transcript", "updated_on", "video", "video_seconds", "video_state", "video_url") VALUES (NEW."body", NEW."captions", NEW."course_id", NEW."domain", NEW."edit_number", NEW."exam_task", NEW."id", NEW."label", NEW."loaded_hash", NEW."minutes", _pgh_attach_context(), NOW(), 'update', NEW."id", NEW."position", NEW."publish_at", NEW."published", NEW."recommendations", NEW."sections", NEW."short_title", NEW."slug", NEW."summary", NEW."takeaways", NEW."title", NEW."transcript", NEW."updated_on", NEW."video", NEW."video_seconds", NEW."video_state", NEW."video_url"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_update_update_6ed0c() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "accounts_cohortinviteevent" ("cohort_id", "expires_at", "id", "made_at", "made_by", "most_uses", "personal", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revoked_at", "revoked_by") VALUES (NEW."cohort_id", NEW."expires_at", NEW."id", NEW."made_at", NEW."made_by", NEW."most_uses", NEW."personal", _pgh_attach_context(), NOW(), 'update', NEW."id", NEW."revoked_at", NEW."revoked_by"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_update_update_72122() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "lessons_noveltyevent" ("about", "before", "id", "loaded_hash", "now", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since", "slug", "source_title", "source_url", "title") VALUES (NEW."about", NEW."before", NEW."id", NEW."loaded_hash", NEW."now", _pgh_attach_context(), NOW(), 'update', NEW."id", NEW."since", NEW."slug", NEW."source_title", NEW."source_url", NEW."title"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_update_update_8bb43() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "matrix_dutyevent" ("cell_id", "common_task_id", "id", "loaded_hash", "owner", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "reason", "retired", "slug", "task") VALUES (NEW."cell_id", NEW."common_task_id", NEW."id", NEW."loaded_hash", NEW."owner", _pgh_attach_context(), NOW(), 'update', NEW."id", NEW."position", NEW."reason", NEW."retired", NEW."slug", NEW."task"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_update_update_905e5() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "matrix_ruleevent" ("id", "layer_id", "loaded_hash", "owner", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sentence", "service_type_id", "source_title", "source_url") VALUES (NEW."id", NEW."layer_id", NEW."loaded_hash", NEW."owner", _pgh_attach_context(), NOW(), 'update', NEW."id", NEW."sentence", NEW."service_type_id", NEW."source_title", NEW."source_url"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_update_update_957d5() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "matrix_commontaskevent" ("id", "layer_id", "loaded_hash", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phrase", "position", "question", "situation", "slug") VALUES (NEW."id", NEW."layer_id", NEW."loaded_hash", _pgh_attach_context(), NOW(), 'update', NEW."id", NEW."phrase", NEW."position", NEW."question", NEW."situation", NEW."slug"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_update_update_a0e9b() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "teach_readingevent" ("cohort_id", "edit_number", "only", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."cohort_id", NEW."edit_number", NEW."only", _pgh_attach_context(), NOW(), 'update', NEW."id"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_update_update_a2d1b() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "accounts_cohortevent" ("archived_at", "exam_on", "id", "keeps_former", "made_at", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "time_zone") VALUES (NEW."archived_at", NEW."exam_on", NEW."id", NEW."keeps_former", NEW."made_at", NEW."name", _pgh_attach_context(), NOW(), 'update', NEW."id", NEW."time_zone"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_update_update_a33be() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "matrix_examshareevent" ("control_id", "id", "layer_id", "loaded_hash", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "service_id", "skill", "source") VALUES (NEW."control_id", NEW."id", NEW."layer_id", NEW."loaded_hash", NEW."number", _pgh_attach_context(), NOW(), 'update', NEW."id", NEW."service_id", NEW."skill", NEW."source"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_update_update_bea67() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "matrix_servicetypeevent" ("aws_term", "boundary", "definition", "id", "loaded_hash", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "slug") VALUES (NEW."aws_term", NEW."boundary", NEW."definition", NEW."id", NEW."loaded_hash", NEW."name", _pgh_attach_context(), NOW(), 'update', NEW."id", NEW."position", NEW."slug"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_update_update_c1685() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "lessons_incidentevent" ("also", "duty", "id", "kind", "loaded_hash", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "section", "slug", "story", "tempting", "title", "why") VALUES (NEW."also", NEW."duty", NEW."id", NEW."kind", NEW."loaded_hash", _pgh_attach_context(), NOW(), 'update', NEW."id", NEW."position", NEW."section", NEW."slug", NEW."story", NEW."tempting", NEW."title", NEW."why"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_update_update_c7d5c() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "bank_itemevent" ("edit_number", "generator", "id", "loaded_hash", "parameters", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_id", "section", "skill", "slug") VALUES (NEW."edit_number", NEW."generator", NEW."id", NEW."loaded_hash", NEW."parameters", _pgh_attach_context(), NOW(), 'update', NEW."id", NEW."published_id", NEW."section", NEW."skill", NEW."slug"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_update_update_cdfe9() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "teach_rightsevent" ("is_active", "is_staff", "is_superuser", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "time_allowance") VALUES (NEW."is_active", NEW."is_staff", NEW."is_superuser", _pgh_attach_context(), NOW(), 'update', NEW."id", NEW."time_allowance"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_update_update_d2bb8() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "matrix_layerevent" ("definition", "exam_words", "id", "loaded_hash", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "short_name", "slug") VALUES (NEW."definition", NEW."exam_words", NEW."id", NEW."loaded_hash", NEW."name", _pgh_attach_context(), NOW(), 'update', NEW."id", NEW."position", NEW."short_name", NEW."slug"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_update_update_d447c() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "matrix_scenarioevent" ("cell_id", "control_id", "duty_id", "half", "id", "layer_id", "loaded_hash", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "services", "slug", "text", "why") VALUES (NEW."cell_id", NEW."control_id", NEW."duty_id", NEW."half", NEW."id", NEW."layer_id", NEW."loaded_hash", _pgh_attach_context(), NOW(), 'update', NEW."id", NEW."position", NEW."services", NEW."slug", NEW."text", NEW."why"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_update_update_dcd7b() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "matrix_controlevent" ("aws_part", "customer_part", "id", "kind", "loaded_hash", "name", "note", "official_example", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "slug", "source_title", "source_url") VALUES (NEW."aws_part", NEW."customer_part", NEW."id", NEW."kind", NEW."loaded_hash", NEW."name", NEW."note", NEW."official_example", _pgh_attach_context(), NOW(), 'update', NEW."id", NEW."position", NEW."slug", NEW."source_title", NEW."source_url"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_update_update_f615f() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "lessons_pictureevent" ("alt", "decorative", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "size", "uploaded_at", "uploaded_by_id") VALUES (NEW."alt", NEW."decorative", NEW."id", NEW."name", _pgh_attach_context(), NOW(), 'update', NEW."id", NEW."size", NEW."uploaded_at", NEW."uploaded_by_id"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.refuse_truncate() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
        BEGIN
            RAISE EXCEPTION 'Cannot truncate %, or what it depends on: its rows are kept', TG_TABLE_NAME;
        END;
    $$;
CREATE FUNCTION public.srm_keep_history_context() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'history: a context is never deleted';
    END IF;
    NEW.id := OLD.id;
    NEW.created_at := OLD.created_at;
    NEW.metadata := NEW.metadata || jsonb_strip_nulls(OLD.metadata);
    RETURN NEW;
END $$;
CREATE TABLE public.account_emailaddress (
    id integer NOT NULL,
    email character varying(254) NOT NULL,
    verified boolean NOT NULL,
    "primary" boolean NOT NULL,
    user_id bigint NOT NULL
);
ALTER TABLE public.account_emailaddress ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.account_emailaddress_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.account_emailconfirmation (
    id integer NOT NULL,
    created timestamp with time zone NOT NULL,
    sent timestamp with time zone,
    key character varying(64) NOT NULL,
    email_address_id integer NOT NULL
);
ALTER TABLE public.account_emailconfirmation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.account_emailconfirmation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.accounts_assistantinvite (
    id bigint NOT NULL,
    email character varying(254) NOT NULL,
    token character varying(43) NOT NULL,
    made_by bigint NOT NULL,
    made_at timestamp with time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    cohort_id bigint NOT NULL,
    CONSTRAINT accounts_assistants_address_is_lower_case CHECK (((email)::text = lower((email)::text)))
);
ALTER TABLE public.accounts_assistantinvite ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_assistantinvite_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.accounts_classmail (
    id bigint NOT NULL,
    author bigint NOT NULL,
    event uuid NOT NULL,
    audience character varying(120) NOT NULL,
    subject character varying(120) NOT NULL,
    text text NOT NULL,
    recipients integer NOT NULL,
    sent_at timestamp with time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    cohort_id bigint NOT NULL,
    CONSTRAINT accounts_class_mail_says_something CHECK (((NOT ((subject)::text = ''::text)) AND (NOT (text = ''::text)) AND (recipients > 0))),
    CONSTRAINT accounts_classmail_recipients_check CHECK ((recipients >= 0))
);
ALTER TABLE public.accounts_classmail ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_classmail_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.accounts_cohort (
    id bigint NOT NULL,
    name character varying(80) NOT NULL,
    time_zone character varying(64) NOT NULL,
    exam_on date,
    keeps_former smallint DEFAULT 365 NOT NULL,
    made_at timestamp with time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    archived_at timestamp with time zone,
    CONSTRAINT accounts_cohort_has_a_name CHECK ((NOT ((name)::text = ''::text))),
    CONSTRAINT accounts_cohort_keeps_former_check CHECK ((keeps_former >= 0)),
    CONSTRAINT accounts_cohort_keeps_grades_for_a_known_time CHECK ((keeps_former = ANY (ARRAY[30, 90, 183, 365, 730, 1826])))
);
ALTER TABLE public.accounts_cohort ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_cohort_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.accounts_cohortevent (
    pgh_id integer NOT NULL,
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    id bigint NOT NULL,
    name character varying(80) NOT NULL,
    time_zone character varying(64) NOT NULL,
    exam_on date,
    keeps_former smallint DEFAULT 365 NOT NULL,
    made_at timestamp with time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    archived_at timestamp with time zone,
    pgh_context_id uuid,
    pgh_obj_id bigint NOT NULL,
    CONSTRAINT accounts_cohortevent_keeps_former_check CHECK ((keeps_former >= 0))
);
ALTER TABLE public.accounts_cohortevent ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_cohortevent_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.accounts_cohortgroup (
    id bigint NOT NULL,
    name character varying(40) NOT NULL,
    cohort_id bigint NOT NULL,
    CONSTRAINT accounts_group_has_a_name CHECK ((NOT ((name)::text = ''::text)))
);
ALTER TABLE public.accounts_cohortgroup ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_cohortgroup_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.accounts_cohortgroupevent (
    pgh_id integer NOT NULL,
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    id bigint NOT NULL,
    name character varying(40) NOT NULL,
    cohort_id bigint NOT NULL,
    pgh_context_id uuid,
    pgh_obj_id bigint NOT NULL
);
ALTER TABLE public.accounts_cohortgroupevent ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_cohortgroupevent_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.accounts_cohortinvite (
    id bigint NOT NULL,
    token character varying(43) NOT NULL,
    code character varying(8),
    made_by bigint NOT NULL,
    made_at timestamp with time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    personal boolean DEFAULT false NOT NULL,
    most_uses integer,
    revoked_at timestamp with time zone,
    revoked_by bigint,
    cohort_id bigint NOT NULL,
    CONSTRAINT accounts_cohortinvite_most_uses_check CHECK ((most_uses >= 0)),
    CONSTRAINT accounts_invite_ends_after_its_start CHECK ((expires_at > made_at)),
    CONSTRAINT accounts_invite_is_for_somebody CHECK ((NOT ((most_uses = 0) AND (most_uses IS NOT NULL)))),
    CONSTRAINT accounts_revoked_invite_says_by_whom CHECK ((((revoked_at IS NULL) AND (revoked_by IS NULL)) OR ((revoked_at IS NOT NULL) AND (revoked_by IS NOT NULL))))
);
ALTER TABLE public.accounts_cohortinvite ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_cohortinvite_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.accounts_cohortinviteevent (
    pgh_id integer NOT NULL,
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    id bigint NOT NULL,
    made_by bigint NOT NULL,
    made_at timestamp with time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    personal boolean DEFAULT false NOT NULL,
    most_uses integer,
    revoked_at timestamp with time zone,
    revoked_by bigint,
    cohort_id bigint NOT NULL,
    pgh_context_id uuid,
    pgh_obj_id bigint NOT NULL,
    CONSTRAINT accounts_cohortinviteevent_most_uses_check CHECK ((most_uses >= 0))
);
ALTER TABLE public.accounts_cohortinviteevent ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_cohortinviteevent_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.accounts_cohortmembership (
    id bigint NOT NULL,
    consent character varying(10) NOT NULL,
    id_number character varying(100) DEFAULT ''::character varying NOT NULL,
    joined_at timestamp with time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    left_at timestamp with time zone,
    removed_by bigint,
    kept_name character varying(80) DEFAULT ''::character varying NOT NULL,
    kept_email character varying(254) DEFAULT ''::character varying NOT NULL,
    kept_until timestamp with time zone,
    time_allowance character varying(9) NOT NULL,
    allowance_by bigint,
    allowance_at timestamp with time zone,
    mail_stopped_at timestamp with time zone,
    counted boolean DEFAULT false,
    cohort_id bigint NOT NULL,
    group_id bigint,
    invite_id bigint NOT NULL,
    learner_id uuid NOT NULL,
    CONSTRAINT accounts_granted_time_says_by_whom CHECK ((((allowance_at IS NULL) AND (allowance_by IS NULL) AND ((time_allowance)::text = ''::text)) OR ((allowance_at IS NOT NULL) AND (allowance_by IS NOT NULL) AND ((time_allowance)::text = ANY ((ARRAY['more'::character varying, 'unlimited'::character varying])::text[]))))),
    CONSTRAINT accounts_member_has_agreed CHECK ((NOT ((consent)::text = ''::text))),
    CONSTRAINT accounts_only_of_who_left_something_is_kept CHECK (((left_at IS NOT NULL) OR (((kept_email)::text = ''::text) AND ((kept_name)::text = ''::text) AND (kept_until IS NULL)))),
    CONSTRAINT accounts_removed_member_has_left CHECK (((removed_by IS NULL) OR (left_at IS NOT NULL)))
);
ALTER TABLE public.accounts_cohortmembership ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_cohortmembership_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.accounts_cohortmembershipevent (
    pgh_id integer NOT NULL,
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    left_at timestamp with time zone,
    removed_by bigint,
    time_allowance character varying(9) NOT NULL,
    allowance_by bigint,
    allowance_at timestamp with time zone,
    cohort_id bigint NOT NULL,
    pgh_context_id uuid,
    pgh_obj_id bigint NOT NULL
);
ALTER TABLE public.accounts_cohortmembershipevent ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_cohortmembershipevent_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.accounts_cohortmessage (
    id bigint NOT NULL,
    author bigint NOT NULL,
    text text NOT NULL,
    sent_at timestamp with time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    withdrawn_at timestamp with time zone,
    cohort_id bigint NOT NULL,
    CONSTRAINT accounts_message_says_something CHECK ((NOT (text = ''::text)))
);
ALTER TABLE public.accounts_cohortmessage ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_cohortmessage_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.accounts_cohortteacher (
    id bigint NOT NULL,
    since timestamp with time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    assists boolean DEFAULT false NOT NULL,
    until timestamp with time zone,
    cohort_id bigint NOT NULL,
    user_id bigint NOT NULL,
    CONSTRAINT accounts_only_assistants_teach_for_a_time CHECK (((until IS NULL) OR assists))
);
ALTER TABLE public.accounts_cohortteacher ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_cohortteacher_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.accounts_cohortteacherevent (
    pgh_id integer NOT NULL,
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    id bigint NOT NULL,
    since timestamp with time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    assists boolean DEFAULT false NOT NULL,
    until timestamp with time zone,
    cohort_id bigint NOT NULL,
    pgh_context_id uuid,
    pgh_obj_id bigint NOT NULL,
    user_id bigint NOT NULL
);
ALTER TABLE public.accounts_cohortteacherevent ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_cohortteacherevent_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.accounts_guess (
    id bigint NOT NULL,
    account character varying(32) NOT NULL,
    network character varying(32) NOT NULL,
    device character varying(32) NOT NULL,
    at timestamp with time zone DEFAULT statement_timestamp() NOT NULL
);
ALTER TABLE public.accounts_guess ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_guess_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.accounts_invitee (
    id bigint NOT NULL,
    email character varying(254) NOT NULL,
    name character varying(80) NOT NULL,
    added_by bigint NOT NULL,
    added_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    mailed_at timestamp with time zone,
    refused boolean DEFAULT false NOT NULL,
    mail_stopped_at timestamp with time zone,
    cohort_id bigint NOT NULL,
    invite_id bigint NOT NULL,
    CONSTRAINT accounts_roster_address_is_lower_case CHECK (((email)::text = lower((email)::text)))
);
ALTER TABLE public.accounts_invitee ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_invitee_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.accounts_learner (
    id uuid NOT NULL,
    time_zone character varying(64) NOT NULL,
    zone_chosen boolean DEFAULT false NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    is_guest boolean DEFAULT false NOT NULL,
    due_count integer DEFAULT 0 NOT NULL,
    due_on date,
    merged_into_id uuid,
    user_id bigint,
    CONSTRAINT accounts_learner_due_count_check CHECK ((due_count >= 0)),
    CONSTRAINT accounts_only_guests_are_merged CHECK (((merged_into_id IS NULL) OR (user_id IS NULL)))
);
CREATE TABLE public.accounts_login (
    id bigint NOT NULL,
    at timestamp with time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    network character varying(43) NOT NULL,
    browser character varying(60) NOT NULL,
    user_id bigint NOT NULL
);
ALTER TABLE public.accounts_login ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_login_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.accounts_mail (
    id bigint NOT NULL,
    kind character varying(20) NOT NULL,
    key character varying(40) NOT NULL,
    state character varying(7) NOT NULL,
    queued_at timestamp with time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    claimed_at timestamp with time zone,
    email character varying(254) NOT NULL,
    subject character varying(200) NOT NULL,
    class_mail_id bigint,
    invitee_id bigint,
    learner_id uuid,
    CONSTRAINT accounts_claimed_mail_says_to_whom CHECK ((((claimed_at IS NULL) AND ((email)::text = ''::text) AND ((state)::text = 'waiting'::text)) OR ((NOT ((state)::text = 'waiting'::text)) AND (NOT ((email)::text = ''::text)) AND (claimed_at IS NOT NULL)))),
    CONSTRAINT accounts_mail_is_to_one_person CHECK ((((invitee_id IS NOT NULL) AND (learner_id IS NULL)) OR ((invitee_id IS NULL) AND (learner_id IS NOT NULL))))
);
ALTER TABLE public.accounts_mail ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_mail_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.accounts_messagereading (
    id bigint NOT NULL,
    at timestamp with time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    membership_id bigint NOT NULL,
    message_id bigint NOT NULL
);
ALTER TABLE public.accounts_messagereading ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_messagereading_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.accounts_refusedaddress (
    id bigint NOT NULL,
    email character varying(254) NOT NULL,
    at timestamp with time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    learner_id uuid NOT NULL
);
ALTER TABLE public.accounts_refusedaddress ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_refusedaddress_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.accounts_session (
    session_key character varying(40) NOT NULL,
    session_data text NOT NULL,
    expire_date timestamp with time zone NOT NULL,
    user_id bigint
);
CREATE TABLE public.accounts_user (
    id bigint NOT NULL,
    password character varying(128) NOT NULL,
    last_login timestamp with time zone,
    is_superuser boolean NOT NULL,
    email character varying(254) NOT NULL,
    name character varying(80) NOT NULL,
    theme character varying(6) NOT NULL,
    single_keys boolean NOT NULL,
    time_allowance character varying(9) DEFAULT 'standard'::character varying NOT NULL,
    is_active boolean NOT NULL,
    is_staff boolean NOT NULL,
    date_joined timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    CONSTRAINT accounts_address_is_lower_case CHECK (((email)::text = lower((email)::text))),
    CONSTRAINT accounts_time_allowance_is_known CHECK (((time_allowance)::text = ANY ((ARRAY['standard'::character varying, 'more'::character varying, 'unlimited'::character varying])::text[])))
);
CREATE TABLE public.accounts_user_groups (
    id bigint NOT NULL,
    user_id bigint NOT NULL,
    group_id integer NOT NULL
);
ALTER TABLE public.accounts_user_groups ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_user_groups_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE public.accounts_user ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_user_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.accounts_user_user_permissions (
    id bigint NOT NULL,
    user_id bigint NOT NULL,
    permission_id integer NOT NULL
);
ALTER TABLE public.accounts_user_user_permissions ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_user_user_permissions_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.auth_group (
    id integer NOT NULL,
    name character varying(150) NOT NULL
);
ALTER TABLE public.auth_group ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_group_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.auth_group_permissions (
    id bigint NOT NULL,
    group_id integer NOT NULL,
    permission_id integer NOT NULL
);
ALTER TABLE public.auth_group_permissions ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_group_permissions_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.auth_permission (
    id integer NOT NULL,
    name character varying(255) NOT NULL,
    content_type_id integer NOT NULL,
    codename character varying(100) NOT NULL
);
ALTER TABLE public.auth_permission ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_permission_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.bank_claim (
    id bigint NOT NULL,
    half character varying(8) NOT NULL,
    services character varying(60) NOT NULL,
    owner character varying(8) NOT NULL,
    cell_id bigint,
    control_id bigint,
    duty_id bigint,
    layer_id bigint,
    option_id bigint NOT NULL,
    CONSTRAINT bank_claim_points_at_one_fact CHECK ((((cell_id IS NOT NULL) AND (control_id IS NULL) AND (duty_id IS NULL) AND (layer_id IS NULL) AND ((half)::text = ''::text) AND ((services)::text = ''::text)) OR ((cell_id IS NULL) AND (control_id IS NULL) AND (duty_id IS NOT NULL) AND (layer_id IS NULL) AND ((half)::text = ''::text) AND ((services)::text = ''::text)) OR ((cell_id IS NULL) AND (control_id IS NOT NULL) AND (duty_id IS NULL) AND (layer_id IS NULL) AND ((services)::text = ''::text)) OR ((cell_id IS NULL) AND (control_id IS NULL) AND (duty_id IS NULL) AND (layer_id IS NOT NULL) AND ((half)::text = ''::text) AND (NOT ((services)::text = ''::text)))))
);
ALTER TABLE public.bank_claim ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.bank_claim_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.bank_contradiction (
    id bigint NOT NULL,
    proof text NOT NULL,
    opened_at timestamp with time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    opened_by bigint,
    closed_at timestamp with time zone,
    closed_by bigint,
    closing character varying(12) NOT NULL,
    reason text NOT NULL,
    item_id bigint NOT NULL,
    version_id bigint NOT NULL,
    CONSTRAINT bank_closed_contradiction_says_how CHECK ((((closed_at IS NULL) AND ((closing)::text = ''::text)) OR ((closed_at IS NOT NULL) AND ((closing)::text = ANY ((ARRAY['republished'::character varying, 'withdrawn'::character varying, 'kept'::character varying, 'agrees'::character varying])::text[]))))),
    CONSTRAINT bank_contradiction_is_kept_for_a_reason CHECK (((NOT ((closing)::text = 'kept'::text)) OR (NOT (reason = ''::text))))
);
ALTER TABLE public.bank_contradiction ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.bank_contradiction_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.bank_import (
    id uuid NOT NULL,
    name character varying(200) NOT NULL,
    format character varying(12) NOT NULL,
    text text NOT NULL,
    editor bigint,
    brought_at timestamp with time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    done_at timestamp with time zone,
    outcome jsonb NOT NULL,
    undone_at timestamp with time zone,
    CONSTRAINT bank_import_done_keeps_no_file CHECK (((done_at IS NULL) OR (text = ''::text)))
);
CREATE TABLE public.bank_importedname (
    id bigint NOT NULL,
    external character varying(100) NOT NULL,
    item_id bigint NOT NULL
);
ALTER TABLE public.bank_importedname ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.bank_importedname_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.bank_item (
    id bigint NOT NULL,
    loaded_hash character varying(64) NOT NULL,
    slug character varying(60) NOT NULL,
    skill character varying(10) NOT NULL,
    section character varying(120) NOT NULL,
    generator character varying(60) NOT NULL,
    parameters jsonb NOT NULL,
    edit_number integer NOT NULL,
    published_id bigint,
    CONSTRAINT bank_item_edit_number_check CHECK ((edit_number >= 0)),
    CONSTRAINT bank_item_skill_is_known CHECK ((((skill)::text = ''::text) OR ((skill)::text = ANY ((ARRAY['components'::character varying, 'customer'::character varying, 'aws'::character varying, 'shared'::character varying, 'shift'::character varying])::text[]))))
);
ALTER TABLE public.bank_item ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.bank_item_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.bank_itemdraft (
    id bigint NOT NULL,
    content jsonb NOT NULL,
    based_on integer NOT NULL,
    edit_number integer NOT NULL,
    updated_at timestamp with time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    saved_by bigint,
    item_id bigint NOT NULL,
    CONSTRAINT bank_itemdraft_based_on_check CHECK ((based_on >= 0)),
    CONSTRAINT bank_itemdraft_edit_number_check CHECK ((edit_number >= 0))
);
ALTER TABLE public.bank_itemdraft ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.bank_itemdraft_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.bank_itemevent (
    pgh_id integer NOT NULL,
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    id bigint NOT NULL,
    loaded_hash character varying(64) NOT NULL,
    slug character varying(60) NOT NULL,
    skill character varying(10) NOT NULL,
    section character varying(120) NOT NULL,
    generator character varying(60) NOT NULL,
    parameters jsonb NOT NULL,
    edit_number integer NOT NULL,
    pgh_context_id uuid,
    pgh_obj_id bigint NOT NULL,
    published_id bigint,
    CONSTRAINT bank_itemevent_edit_number_check CHECK ((edit_number >= 0))
);
ALTER TABLE public.bank_itemevent ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.bank_itemevent_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.bank_itemversion (
    id bigint NOT NULL,
    number integer NOT NULL,
    form character varying(12) NOT NULL,
    stem text NOT NULL,
    needs character varying(4) NOT NULL,
    rule character varying(120) NOT NULL,
    change character varying(10) NOT NULL,
    published_at timestamp with time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    editor bigint,
    item_id bigint NOT NULL,
    CONSTRAINT bank_itemversion_number_check CHECK ((number >= 0)),
    CONSTRAINT bank_version_change_is_known CHECK (((change)::text = ANY ((ARRAY['new'::character varying, 'cosmetic'::character varying, 'clarify'::character varying, 'key_change'::character varying, 'semantic'::character varying])::text[]))),
    CONSTRAINT bank_version_form_is_known CHECK (((form)::text = ANY ((ARRAY['choose-one'::character varying, 'choose-n'::character varying, 'owner'::character varying, 'sort'::character varying, 'boundary'::character varying])::text[]))),
    CONSTRAINT bank_version_names_the_rule_it_needs CHECK (((((needs)::text = 'rule'::text) AND (NOT ((rule)::text = ''::text))) OR (((needs)::text = 'fact'::text) AND ((rule)::text = ''::text)) OR ((needs)::text = 'both'::text)))
);
ALTER TABLE public.bank_itemversion ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.bank_itemversion_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.bank_misconception (
    id bigint NOT NULL,
    loaded_hash character varying(64) NOT NULL,
    slug character varying(60) NOT NULL,
    name character varying(120) NOT NULL,
    cure text NOT NULL,
    here_id bigint NOT NULL,
    there_id bigint NOT NULL,
    CONSTRAINT bank_contrast_is_of_two_cells CHECK ((NOT (here_id = there_id)))
);
ALTER TABLE public.bank_misconception ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.bank_misconception_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.bank_misconceptionevent (
    pgh_id integer NOT NULL,
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    id bigint NOT NULL,
    loaded_hash character varying(64) NOT NULL,
    slug character varying(60) NOT NULL,
    name character varying(120) NOT NULL,
    cure text NOT NULL,
    here_id bigint NOT NULL,
    pgh_context_id uuid,
    pgh_obj_id bigint NOT NULL,
    there_id bigint NOT NULL
);
ALTER TABLE public.bank_misconceptionevent ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.bank_misconceptionevent_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.bank_option (
    id bigint NOT NULL,
    key character varying(60) NOT NULL,
    token character varying(16) NOT NULL,
    "position" smallint NOT NULL,
    text text NOT NULL,
    is_key boolean NOT NULL,
    expected character varying(8) NOT NULL,
    rationale text NOT NULL,
    misconception character varying(60) NOT NULL,
    version_id bigint NOT NULL,
    CONSTRAINT bank_option_has_a_rationale CHECK ((NOT (rationale = ''::text))),
    CONSTRAINT bank_option_position_check CHECK (("position" >= 0)),
    CONSTRAINT bank_row_is_sorted_to_one_owner CHECK ((((expected)::text = ''::text) OR (((expected)::text = ANY ((ARRAY['aws'::character varying, 'customer'::character varying])::text[])) AND (NOT is_key))))
);
ALTER TABLE public.bank_option ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.bank_option_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.bank_retirement (
    id bigint NOT NULL,
    reason text NOT NULL,
    retired_at timestamp with time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    retired_by bigint NOT NULL,
    ended_at timestamp with time zone,
    ended_by bigint,
    ending character varying(12) NOT NULL,
    item_id bigint NOT NULL,
    version_id bigint NOT NULL,
    CONSTRAINT bank_ended_retirement_says_how CHECK ((((ended_at IS NULL) AND ((ending)::text = ''::text)) OR ((ended_at IS NOT NULL) AND ((ending)::text = ANY ((ARRAY['back'::character varying, 'republished'::character varying])::text[]))))),
    CONSTRAINT bank_retirement_has_a_reason CHECK ((NOT (reason = ''::text)))
);
ALTER TABLE public.bank_retirement ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.bank_retirement_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.bank_retirementevent (
    pgh_id integer NOT NULL,
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    id bigint NOT NULL,
    reason text NOT NULL,
    retired_at timestamp with time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    retired_by bigint NOT NULL,
    ended_at timestamp with time zone,
    ended_by bigint,
    ending character varying(12) NOT NULL,
    item_id bigint NOT NULL,
    pgh_context_id uuid,
    pgh_obj_id bigint NOT NULL,
    version_id bigint NOT NULL
);
ALTER TABLE public.bank_retirementevent ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.bank_retirementevent_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.bank_testedcell (
    id bigint NOT NULL,
    "position" smallint NOT NULL,
    cell_id bigint NOT NULL,
    version_id bigint NOT NULL,
    CONSTRAINT bank_testedcell_position_check CHECK (("position" >= 0))
);
ALTER TABLE public.bank_testedcell ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.bank_testedcell_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.django_admin_log (
    id integer NOT NULL,
    action_time timestamp with time zone NOT NULL,
    object_id text,
    object_repr character varying(200) NOT NULL,
    action_flag smallint NOT NULL,
    change_message text NOT NULL,
    content_type_id integer,
    user_id bigint NOT NULL,
    CONSTRAINT django_admin_log_action_flag_check CHECK ((action_flag >= 0))
);
ALTER TABLE public.django_admin_log ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.django_admin_log_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.django_content_type (
    id integer NOT NULL,
    app_label character varying(100) NOT NULL,
    model character varying(100) NOT NULL
);
ALTER TABLE public.django_content_type ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.django_content_type_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.django_migrations (
    id bigint NOT NULL,
    app character varying(255) NOT NULL,
    name character varying(255) NOT NULL,
    applied timestamp with time zone NOT NULL
);
ALTER TABLE public.django_migrations ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.django_migrations_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.lessons_cohortreading (
    id bigint NOT NULL,
    "only" boolean DEFAULT false NOT NULL,
    edit_number integer DEFAULT 1 NOT NULL,
    cohort_id bigint NOT NULL,
    CONSTRAINT lessons_cohortreading_edit_number_check CHECK ((edit_number >= 0))
);
CREATE TABLE public.lessons_cohortreading_courses (
    id bigint NOT NULL,
    cohortreading_id bigint NOT NULL,
    course_id bigint NOT NULL
);
ALTER TABLE public.lessons_cohortreading_courses ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.lessons_cohortreading_courses_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.lessons_cohortreading_hidden (
    id bigint NOT NULL,
    cohortreading_id bigint NOT NULL,
    lesson_id bigint NOT NULL
);
ALTER TABLE public.lessons_cohortreading_hidden ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.lessons_cohortreading_hidden_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE public.lessons_cohortreading ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.lessons_cohortreading_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.lessons_course (
    id bigint NOT NULL,
    loaded_hash character varying(64) NOT NULL,
    slug character varying(60) NOT NULL,
    name character varying(120) NOT NULL,
    "position" smallint NOT NULL,
    summary text NOT NULL,
    about_matrix boolean DEFAULT true NOT NULL,
    CONSTRAINT lessons_course_position_check CHECK (("position" >= 0))
);
ALTER TABLE public.lessons_course ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.lessons_course_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.lessons_incident (
    id bigint NOT NULL,
    loaded_hash character varying(64) NOT NULL,
    slug character varying(60) NOT NULL,
    kind character varying(40) NOT NULL,
    title character varying(80) NOT NULL,
    story text NOT NULL,
    duty character varying(200) NOT NULL,
    tempting jsonb NOT NULL,
    why text NOT NULL,
    also character varying(200)[] NOT NULL,
    section character varying(121) NOT NULL,
    "position" smallint NOT NULL,
    CONSTRAINT lessons_incident_position_check CHECK (("position" >= 0))
);
ALTER TABLE public.lessons_incident ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.lessons_incident_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.lessons_incidentevent (
    pgh_id integer NOT NULL,
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    id bigint NOT NULL,
    loaded_hash character varying(64) NOT NULL,
    slug character varying(60) NOT NULL,
    kind character varying(40) NOT NULL,
    title character varying(80) NOT NULL,
    story text NOT NULL,
    duty character varying(200) NOT NULL,
    tempting jsonb NOT NULL,
    why text NOT NULL,
    also character varying(200)[] NOT NULL,
    section character varying(121) NOT NULL,
    "position" smallint NOT NULL,
    pgh_context_id uuid,
    pgh_obj_id bigint NOT NULL,
    CONSTRAINT lessons_incidentevent_position_check CHECK (("position" >= 0))
);
ALTER TABLE public.lessons_incidentevent ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.lessons_incidentevent_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.lessons_lesson (
    id bigint NOT NULL,
    loaded_hash character varying(64) NOT NULL,
    slug character varying(60) NOT NULL,
    label character varying(8) NOT NULL,
    "position" smallint NOT NULL,
    title character varying(120) NOT NULL,
    short_title character varying(60) NOT NULL,
    summary character varying(200) NOT NULL,
    domain character varying(80) NOT NULL,
    exam_task character varying(8) NOT NULL,
    minutes smallint NOT NULL,
    body text NOT NULL,
    takeaways character varying(300)[] NOT NULL,
    recommendations jsonb NOT NULL,
    sections jsonb NOT NULL,
    updated_on date NOT NULL,
    published boolean NOT NULL,
    publish_at timestamp with time zone,
    video_state character varying(10) NOT NULL,
    video character varying(100) NOT NULL,
    video_url character varying(300) DEFAULT ''::character varying NOT NULL,
    captions character varying(100) NOT NULL,
    video_seconds integer,
    transcript text NOT NULL,
    edit_number integer NOT NULL,
    course_id bigint NOT NULL,
    CONSTRAINT lessons_lesson_edit_number_check CHECK ((edit_number >= 0)),
    CONSTRAINT lessons_lesson_minutes_check CHECK ((minutes >= 0)),
    CONSTRAINT lessons_lesson_position_check CHECK (("position" >= 0)),
    CONSTRAINT lessons_lesson_video_seconds_check CHECK ((video_seconds >= 0)),
    CONSTRAINT lessons_ready_video_has_captions_and_transcript CHECK (((NOT ((video_state)::text = 'ready'::text)) OR ((NOT ((video)::text = ''::text)) AND (NOT ((captions)::text = ''::text)) AND (NOT (transcript = ''::text)) AND (video_seconds IS NOT NULL)) OR ((NOT ((video_url)::text = ''::text)) AND (NOT (transcript = ''::text))))),
    CONSTRAINT lessons_video_state_is_known CHECK (((video_state)::text = ANY ((ARRAY['none'::character varying, 'generating'::character varying, 'ready'::character varying, 'made'::character varying])::text[])))
);
ALTER TABLE public.lessons_lesson ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.lessons_lesson_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.lessons_lessondraft (
    id bigint NOT NULL,
    content jsonb NOT NULL,
    based_on integer NOT NULL,
    edit_number integer NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    form_key uuid,
    form_step integer DEFAULT 0 NOT NULL,
    editor_id bigint,
    lesson_id bigint NOT NULL,
    CONSTRAINT lessons_lessondraft_based_on_check CHECK ((based_on >= 0)),
    CONSTRAINT lessons_lessondraft_edit_number_check CHECK ((edit_number >= 0)),
    CONSTRAINT lessons_lessondraft_form_step_check CHECK ((form_step >= 0))
);
ALTER TABLE public.lessons_lessondraft ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.lessons_lessondraft_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.lessons_lessonevent (
    pgh_id integer NOT NULL,
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    id bigint NOT NULL,
    loaded_hash character varying(64) NOT NULL,
    slug character varying(60) NOT NULL,
    label character varying(8) NOT NULL,
    "position" smallint NOT NULL,
    title character varying(120) NOT NULL,
    short_title character varying(60) NOT NULL,
    summary character varying(200) NOT NULL,
    domain character varying(80) NOT NULL,
    exam_task character varying(8) NOT NULL,
    minutes smallint NOT NULL,
    body text NOT NULL,
    takeaways character varying(300)[] NOT NULL,
    recommendations jsonb NOT NULL,
    sections jsonb NOT NULL,
    updated_on date NOT NULL,
    published boolean NOT NULL,
    publish_at timestamp with time zone,
    video_state character varying(10) NOT NULL,
    video character varying(100) NOT NULL,
    video_url character varying(300) DEFAULT ''::character varying NOT NULL,
    captions character varying(100) NOT NULL,
    video_seconds integer,
    transcript text NOT NULL,
    edit_number integer NOT NULL,
    course_id bigint NOT NULL,
    pgh_context_id uuid,
    pgh_obj_id bigint NOT NULL,
    CONSTRAINT lessons_lessonevent_edit_number_check CHECK ((edit_number >= 0)),
    CONSTRAINT lessons_lessonevent_minutes_check CHECK ((minutes >= 0)),
    CONSTRAINT lessons_lessonevent_position_check CHECK (("position" >= 0)),
    CONSTRAINT lessons_lessonevent_video_seconds_check CHECK ((video_seconds >= 0))
);
ALTER TABLE public.lessons_lessonevent ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.lessons_lessonevent_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.lessons_novelty (
    id bigint NOT NULL,
    loaded_hash character varying(64) NOT NULL,
    slug character varying(60) NOT NULL,
    title character varying(120) NOT NULL,
    since character varying(10) NOT NULL,
    before text NOT NULL,
    now text NOT NULL,
    about character varying(200) NOT NULL,
    source_title character varying(200) NOT NULL,
    source_url character varying(300) NOT NULL
);
ALTER TABLE public.lessons_novelty ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.lessons_novelty_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.lessons_noveltyevent (
    pgh_id integer NOT NULL,
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    id bigint NOT NULL,
    loaded_hash character varying(64) NOT NULL,
    slug character varying(60) NOT NULL,
    title character varying(120) NOT NULL,
    since character varying(10) NOT NULL,
    before text NOT NULL,
    now text NOT NULL,
    about character varying(200) NOT NULL,
    source_title character varying(200) NOT NULL,
    source_url character varying(300) NOT NULL,
    pgh_context_id uuid,
    pgh_obj_id bigint NOT NULL
);
ALTER TABLE public.lessons_noveltyevent ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.lessons_noveltyevent_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.lessons_picture (
    id bigint NOT NULL,
    name character varying(60) NOT NULL,
    alt character varying(300) NOT NULL,
    decorative boolean NOT NULL,
    size integer NOT NULL,
    uploaded_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    uploaded_by_id bigint,
    CONSTRAINT lessons_picture_has_alternative_text_or_is_decorative CHECK (((((alt)::text = ''::text) AND decorative) OR ((NOT decorative) AND (NOT ((alt)::text = ''::text))))),
    CONSTRAINT lessons_picture_size_check CHECK ((size >= 0))
);
ALTER TABLE public.lessons_picture ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.lessons_picture_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.lessons_pictureevent (
    pgh_id integer NOT NULL,
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    id bigint NOT NULL,
    name character varying(60) NOT NULL,
    alt character varying(300) NOT NULL,
    decorative boolean NOT NULL,
    size integer NOT NULL,
    uploaded_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    pgh_context_id uuid,
    pgh_obj_id bigint NOT NULL,
    uploaded_by_id bigint,
    CONSTRAINT lessons_pictureevent_size_check CHECK ((size >= 0))
);
ALTER TABLE public.lessons_pictureevent ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.lessons_pictureevent_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.lessons_place (
    id bigint NOT NULL,
    anchor character varying(60) NOT NULL,
    moved_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    read_at timestamp with time zone,
    traps jsonb DEFAULT '{}'::jsonb NOT NULL,
    learner_id uuid NOT NULL,
    lesson_id bigint NOT NULL
);
ALTER TABLE public.lessons_place ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.lessons_place_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.lessons_reading (
    id bigint NOT NULL,
    anchor character varying(60) NOT NULL,
    finished_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    learner_id uuid NOT NULL,
    lesson_id bigint NOT NULL
);
ALTER TABLE public.lessons_reading ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.lessons_reading_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.lessons_scheduledpublication (
    id bigint NOT NULL,
    content jsonb NOT NULL,
    based_on integer NOT NULL,
    goes_live_at timestamp with time zone NOT NULL,
    ordered_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    held_at timestamp with time zone,
    held_because text NOT NULL,
    editor_id bigint,
    lesson_id bigint NOT NULL,
    CONSTRAINT lessons_held_publication_says_why CHECK ((((held_at IS NULL) AND (held_because = ''::text)) OR ((held_at IS NOT NULL) AND (NOT (held_because = ''::text))))),
    CONSTRAINT lessons_scheduledpublication_based_on_check CHECK ((based_on >= 0))
);
ALTER TABLE public.lessons_scheduledpublication ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.lessons_scheduledpublication_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.lessons_term (
    id bigint NOT NULL,
    loaded_hash character varying(64) NOT NULL,
    slug character varying(60) NOT NULL,
    name character varying(60) NOT NULL,
    forms character varying(60)[] NOT NULL,
    definition text NOT NULL,
    source_title character varying(200) NOT NULL,
    source_url character varying(300) NOT NULL,
    section character varying(121) NOT NULL
);
ALTER TABLE public.lessons_term ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.lessons_term_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.lessons_termevent (
    pgh_id integer NOT NULL,
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    id bigint NOT NULL,
    loaded_hash character varying(64) NOT NULL,
    slug character varying(60) NOT NULL,
    name character varying(60) NOT NULL,
    forms character varying(60)[] NOT NULL,
    definition text NOT NULL,
    source_title character varying(200) NOT NULL,
    source_url character varying(300) NOT NULL,
    section character varying(121) NOT NULL,
    pgh_context_id uuid,
    pgh_obj_id bigint NOT NULL
);
ALTER TABLE public.lessons_termevent ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.lessons_termevent_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.lti_deployment (
    id bigint NOT NULL,
    name character varying(255) NOT NULL,
    platform_id bigint NOT NULL
);
ALTER TABLE public.lti_deployment ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.lti_deployment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.lti_identity (
    id bigint NOT NULL,
    issuer character varying(255) NOT NULL,
    subject character varying(255) NOT NULL,
    made_at timestamp with time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    launched_at timestamp with time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    learner_id uuid NOT NULL,
    CONSTRAINT lti_identity_names_somebody CHECK ((NOT ((subject)::text = ''::text)))
);
ALTER TABLE public.lti_identity ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.lti_identity_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.lti_launch (
    id uuid NOT NULL,
    state character varying(43) NOT NULL,
    nonce character varying(43) NOT NULL,
    browser character varying(32) NOT NULL,
    began_at timestamp with time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    claims jsonb,
    learner_id uuid,
    platform_id bigint NOT NULL,
    CONSTRAINT lti_launch_ends_after_its_start CHECK ((expires_at > began_at))
);
CREATE TABLE public.lti_lineitem (
    id bigint NOT NULL,
    "column" character varying(60) NOT NULL,
    label character varying(120) NOT NULL,
    url character varying(1000) NOT NULL,
    made_by_platform boolean NOT NULL,
    made_at timestamp with time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    linked_id bigint NOT NULL
);
ALTER TABLE public.lti_lineitem ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.lti_lineitem_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.lti_linkedclass (
    id bigint NOT NULL,
    context character varying(255) NOT NULL,
    title character varying(120) NOT NULL,
    line_items_url character varying(1000) NOT NULL,
    may_add_line_items boolean NOT NULL,
    roster_url character varying(1000) NOT NULL,
    roster_read_at timestamp with time zone,
    roster_tried_at timestamp with time zone,
    roster_failure character varying(300) NOT NULL,
    made_by bigint NOT NULL,
    made_at timestamp with time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    cohort_id bigint NOT NULL,
    deployment_id bigint NOT NULL,
    invite_id bigint NOT NULL
);
ALTER TABLE public.lti_linkedclass ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.lti_linkedclass_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.lti_platform (
    id bigint NOT NULL,
    name character varying(80) NOT NULL,
    issuer character varying(255) NOT NULL,
    client_id character varying(255) NOT NULL,
    login_url character varying(500) NOT NULL,
    token_url character varying(500) NOT NULL,
    keys_url character varying(500) NOT NULL,
    other_hosts character varying(500) NOT NULL,
    keys jsonb NOT NULL,
    keys_read_at timestamp with time zone,
    is_on boolean DEFAULT true NOT NULL,
    made_at timestamp with time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    CONSTRAINT lti_platform_has_a_name_for_us CHECK (((NOT ((issuer)::text = ''::text)) AND (NOT ((client_id)::text = ''::text))))
);
ALTER TABLE public.lti_platform ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.lti_platform_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.lti_registrationlink (
    id bigint NOT NULL,
    token character varying(43) NOT NULL,
    name character varying(80) NOT NULL,
    made_by bigint NOT NULL,
    made_at timestamp with time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    expires_at timestamp with time zone NOT NULL
);
ALTER TABLE public.lti_registrationlink ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.lti_registrationlink_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.lti_rosterentry (
    id bigint NOT NULL,
    subject character varying(255) NOT NULL,
    name character varying(80) NOT NULL,
    seen_at timestamp with time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    learner_id uuid,
    linked_id bigint NOT NULL
);
ALTER TABLE public.lti_rosterentry ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.lti_rosterentry_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.lti_score (
    id bigint NOT NULL,
    share numeric(5,2),
    stamp timestamp with time zone NOT NULL,
    delivered timestamp with time zone,
    delivered_at timestamp with time zone,
    claimed_until timestamp with time zone,
    tries smallint NOT NULL,
    next_at timestamp with time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    failure character varying(300) NOT NULL,
    learner_id uuid NOT NULL,
    line_item_id bigint NOT NULL,
    CONSTRAINT lti_score_is_in_percent CHECK (((share IS NULL) OR ((share >= (0)::numeric) AND (share <= (100)::numeric)))),
    CONSTRAINT lti_score_tries_check CHECK ((tries >= 0))
);
ALTER TABLE public.lti_score ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.lti_score_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.lti_toolkey (
    id bigint NOT NULL,
    kid character varying(43) NOT NULL,
    private text NOT NULL,
    public jsonb NOT NULL,
    made_at timestamp with time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    retired_at timestamp with time zone
);
ALTER TABLE public.lti_toolkey ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.lti_toolkey_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.matrix_commontask (
    id bigint NOT NULL,
    loaded_hash character varying(64) NOT NULL,
    slug character varying(60) NOT NULL,
    phrase character varying(80) NOT NULL,
    situation character varying(160) NOT NULL,
    question character varying(80) NOT NULL,
    "position" smallint NOT NULL,
    layer_id bigint NOT NULL,
    CONSTRAINT matrix_commontask_position_check CHECK (("position" >= 0))
);
ALTER TABLE public.matrix_commontask ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.matrix_commontask_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.matrix_commontaskevent (
    pgh_id integer NOT NULL,
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    id bigint NOT NULL,
    loaded_hash character varying(64) NOT NULL,
    slug character varying(60) NOT NULL,
    phrase character varying(80) NOT NULL,
    situation character varying(160) NOT NULL,
    question character varying(80) NOT NULL,
    "position" smallint NOT NULL,
    pgh_context_id uuid,
    pgh_obj_id bigint NOT NULL,
    layer_id bigint NOT NULL,
    CONSTRAINT matrix_commontaskevent_position_check CHECK (("position" >= 0))
);
ALTER TABLE public.matrix_commontaskevent ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.matrix_commontaskevent_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.matrix_control (
    id bigint NOT NULL,
    loaded_hash character varying(64) NOT NULL,
    slug character varying(60) NOT NULL,
    name character varying(120) NOT NULL,
    "position" smallint NOT NULL,
    kind character varying(17) NOT NULL,
    official_example boolean NOT NULL,
    aws_part text NOT NULL,
    customer_part text NOT NULL,
    note text NOT NULL,
    source_title character varying(200) NOT NULL,
    source_url character varying(300) NOT NULL,
    CONSTRAINT matrix_control_kind_is_known CHECK (((kind)::text = ANY ((ARRAY['inherited'::character varying, 'shared'::character varying, 'customer-specific'::character varying])::text[]))),
    CONSTRAINT matrix_control_position_check CHECK (("position" >= 0))
);
ALTER TABLE public.matrix_control ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.matrix_control_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.matrix_controlevent (
    pgh_id integer NOT NULL,
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    id bigint NOT NULL,
    loaded_hash character varying(64) NOT NULL,
    slug character varying(60) NOT NULL,
    name character varying(120) NOT NULL,
    "position" smallint NOT NULL,
    kind character varying(17) NOT NULL,
    official_example boolean NOT NULL,
    aws_part text NOT NULL,
    customer_part text NOT NULL,
    note text NOT NULL,
    source_title character varying(200) NOT NULL,
    source_url character varying(300) NOT NULL,
    pgh_context_id uuid,
    pgh_obj_id bigint NOT NULL,
    CONSTRAINT matrix_controlevent_position_check CHECK (("position" >= 0))
);
ALTER TABLE public.matrix_controlevent ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.matrix_controlevent_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.matrix_dispute (
    id bigint NOT NULL,
    text text NOT NULL,
    link character varying(500) NOT NULL,
    opened_at timestamp with time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    closed_at timestamp with time zone,
    outcome character varying(10) NOT NULL,
    answer text NOT NULL,
    answered_by bigint,
    read_at timestamp with time zone,
    learner_id uuid NOT NULL,
    cell_id bigint NOT NULL,
    CONSTRAINT matrix_answered_dispute_says_why CHECK (((NOT ((outcome)::text = ANY ((ARRAY['agreed'::character varying, 'not-agreed'::character varying])::text[]))) OR (NOT (answer = ''::text)))),
    CONSTRAINT matrix_closed_dispute_says_how CHECK ((((closed_at IS NULL) AND ((outcome)::text = ''::text)) OR ((closed_at IS NOT NULL) AND ((outcome)::text = ANY ((ARRAY['agreed'::character varying, 'not-agreed'::character varying, 'withdrawn'::character varying])::text[])))))
);
ALTER TABLE public.matrix_dispute ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.matrix_dispute_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.matrix_duty (
    id bigint NOT NULL,
    loaded_hash character varying(64) NOT NULL,
    slug character varying(60) NOT NULL,
    owner character varying(8) NOT NULL,
    task character varying(140) NOT NULL,
    reason text NOT NULL,
    "position" smallint NOT NULL,
    retired boolean NOT NULL,
    common_task_id bigint,
    cell_id bigint NOT NULL,
    CONSTRAINT matrix_duty_has_one_owner CHECK (((owner)::text = ANY ((ARRAY['aws'::character varying, 'customer'::character varying])::text[]))),
    CONSTRAINT matrix_duty_position_check CHECK (("position" >= 0))
);
ALTER TABLE public.matrix_duty ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.matrix_duty_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.matrix_dutyevent (
    pgh_id integer NOT NULL,
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    id bigint NOT NULL,
    loaded_hash character varying(64) NOT NULL,
    slug character varying(60) NOT NULL,
    owner character varying(8) NOT NULL,
    task character varying(140) NOT NULL,
    reason text NOT NULL,
    "position" smallint NOT NULL,
    retired boolean NOT NULL,
    common_task_id bigint,
    pgh_context_id uuid,
    pgh_obj_id bigint NOT NULL,
    cell_id bigint NOT NULL,
    CONSTRAINT matrix_dutyevent_position_check CHECK (("position" >= 0))
);
ALTER TABLE public.matrix_dutyevent ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.matrix_dutyevent_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.matrix_examshare (
    id bigint NOT NULL,
    loaded_hash character varying(64) NOT NULL,
    skill character varying(10) NOT NULL,
    number smallint NOT NULL,
    source character varying(200) NOT NULL,
    control_id bigint,
    layer_id bigint,
    service_id bigint,
    CONSTRAINT matrix_exam_share_has_a_source CHECK ((NOT ((source)::text = ''::text))),
    CONSTRAINT matrix_exam_share_has_one_subject CHECK ((((control_id IS NULL) AND (layer_id IS NULL) AND (service_id IS NULL)) OR ((control_id IS NULL) AND (layer_id IS NULL) AND ((skill)::text = ''::text)) OR ((control_id IS NULL) AND (service_id IS NULL) AND ((skill)::text = ''::text)) OR ((layer_id IS NULL) AND (service_id IS NULL) AND ((skill)::text = ''::text)))),
    CONSTRAINT matrix_exam_share_is_small CHECK ((number <= 1000)),
    CONSTRAINT matrix_examshare_number_check CHECK ((number >= 0))
);
ALTER TABLE public.matrix_examshare ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.matrix_examshare_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.matrix_examshareevent (
    pgh_id integer NOT NULL,
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    id bigint NOT NULL,
    loaded_hash character varying(64) NOT NULL,
    skill character varying(10) NOT NULL,
    number smallint NOT NULL,
    source character varying(200) NOT NULL,
    control_id bigint,
    pgh_context_id uuid,
    pgh_obj_id bigint NOT NULL,
    layer_id bigint,
    service_id bigint,
    CONSTRAINT matrix_examshareevent_number_check CHECK ((number >= 0))
);
ALTER TABLE public.matrix_examshareevent ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.matrix_examshareevent_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.matrix_factproposal (
    id bigint NOT NULL,
    typed jsonb NOT NULL,
    title character varying(200) NOT NULL,
    reason character varying(200) NOT NULL,
    proposed_by bigint NOT NULL,
    opened_at timestamp with time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    closed_at timestamp with time zone,
    closed_by bigint,
    outcome character varying(10) NOT NULL,
    answer text NOT NULL,
    change character varying(80) NOT NULL,
    seen_at timestamp with time zone,
    CONSTRAINT matrix_closed_proposal_says_how CHECK ((((closed_at IS NULL) AND ((outcome)::text = ''::text)) OR ((closed_at IS NOT NULL) AND ((outcome)::text = ANY ((ARRAY['accepted'::character varying, 'declined'::character varying, 'withdrawn'::character varying])::text[]))))),
    CONSTRAINT matrix_declined_proposal_says_why CHECK (((NOT ((outcome)::text = 'declined'::text)) OR (NOT (answer = ''::text)))),
    CONSTRAINT matrix_nobody_accepts_their_own_proposal CHECK (((NOT ((outcome)::text = 'accepted'::text)) OR (NOT ((closed_by = proposed_by) AND (closed_by IS NOT NULL)))))
);
ALTER TABLE public.matrix_factproposal ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.matrix_factproposal_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.matrix_factsrevision (
    id bigint NOT NULL,
    number uuid NOT NULL
);
ALTER TABLE public.matrix_factsrevision ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.matrix_factsrevision_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.matrix_layer (
    id bigint NOT NULL,
    loaded_hash character varying(64) NOT NULL,
    slug character varying(60) NOT NULL,
    name character varying(120) NOT NULL,
    "position" smallint NOT NULL,
    short_name character varying(32) NOT NULL,
    definition text NOT NULL,
    exam_words character varying(100) DEFAULT ''::character varying NOT NULL,
    CONSTRAINT matrix_layer_position_check CHECK (("position" >= 0))
);
ALTER TABLE public.matrix_layer ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.matrix_layer_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.matrix_layerevent (
    pgh_id integer NOT NULL,
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    id bigint NOT NULL,
    loaded_hash character varying(64) NOT NULL,
    slug character varying(60) NOT NULL,
    name character varying(120) NOT NULL,
    "position" smallint NOT NULL,
    short_name character varying(32) NOT NULL,
    definition text NOT NULL,
    exam_words character varying(100) DEFAULT ''::character varying NOT NULL,
    pgh_context_id uuid,
    pgh_obj_id bigint NOT NULL,
    CONSTRAINT matrix_layerevent_position_check CHECK (("position" >= 0))
);
ALTER TABLE public.matrix_layerevent ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.matrix_layerevent_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.matrix_look (
    id bigint NOT NULL,
    kind character varying(20) NOT NULL,
    subject character varying(64) NOT NULL,
    evidence character varying(64) NOT NULL,
    weight bigint NOT NULL,
    note text NOT NULL,
    looked_by bigint NOT NULL,
    looked_at timestamp with time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    CONSTRAINT matrix_look_says_why_it_stands CHECK ((NOT (note = ''::text))),
    CONSTRAINT matrix_look_weight_check CHECK ((weight >= 0))
);
ALTER TABLE public.matrix_look ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.matrix_look_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.matrix_lookevent (
    pgh_id integer NOT NULL,
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    id bigint NOT NULL,
    kind character varying(20) NOT NULL,
    subject character varying(64) NOT NULL,
    evidence character varying(64) NOT NULL,
    weight bigint NOT NULL,
    note text NOT NULL,
    looked_by bigint NOT NULL,
    looked_at timestamp with time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    pgh_context_id uuid,
    pgh_obj_id bigint NOT NULL,
    CONSTRAINT matrix_lookevent_weight_check CHECK ((weight >= 0))
);
ALTER TABLE public.matrix_lookevent ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.matrix_lookevent_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.matrix_responsibility (
    id bigint NOT NULL,
    loaded_hash character varying(64) NOT NULL,
    owner character varying(14) NOT NULL,
    local_name character varying(80) NOT NULL,
    rationale text NOT NULL,
    confidence character varying(6) NOT NULL,
    source_title character varying(200) NOT NULL,
    source_url character varying(300) NOT NULL,
    reviewed_on date,
    edit_number integer NOT NULL,
    layer_id bigint NOT NULL,
    service_id bigint NOT NULL,
    CONSTRAINT matrix_cell_confidence_is_known CHECK (((confidence)::text = ANY ((ARRAY['high'::character varying, 'medium'::character varying, 'low'::character varying])::text[]))),
    CONSTRAINT matrix_cell_owner_is_known CHECK (((owner)::text = ANY ((ARRAY['customer'::character varying, 'aws'::character varying, 'shared'::character varying, 'inherited'::character varying, 'not_applicable'::character varying])::text[]))),
    CONSTRAINT matrix_cell_says_why CHECK ((NOT (rationale = ''::text))),
    CONSTRAINT matrix_responsibility_edit_number_check CHECK ((edit_number >= 0))
);
ALTER TABLE public.matrix_responsibility ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.matrix_responsibility_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.matrix_responsibilityevent (
    pgh_id integer NOT NULL,
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    id bigint NOT NULL,
    loaded_hash character varying(64) NOT NULL,
    owner character varying(14) NOT NULL,
    local_name character varying(80) NOT NULL,
    rationale text NOT NULL,
    confidence character varying(6) NOT NULL,
    source_title character varying(200) NOT NULL,
    source_url character varying(300) NOT NULL,
    reviewed_on date,
    edit_number integer NOT NULL,
    layer_id bigint NOT NULL,
    pgh_context_id uuid,
    pgh_obj_id bigint NOT NULL,
    service_id bigint NOT NULL,
    CONSTRAINT matrix_responsibilityevent_edit_number_check CHECK ((edit_number >= 0))
);
ALTER TABLE public.matrix_responsibilityevent ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.matrix_responsibilityevent_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.matrix_rule (
    id bigint NOT NULL,
    loaded_hash character varying(64) NOT NULL,
    owner character varying(14) NOT NULL,
    sentence text NOT NULL,
    source_title character varying(200) NOT NULL,
    source_url character varying(300) NOT NULL,
    layer_id bigint NOT NULL,
    service_type_id bigint,
    CONSTRAINT matrix_rule_owner_is_known CHECK (((owner)::text = ANY ((ARRAY['customer'::character varying, 'aws'::character varying, 'shared'::character varying])::text[]))),
    CONSTRAINT matrix_rule_says_why CHECK ((NOT (sentence = ''::text)))
);
ALTER TABLE public.matrix_rule ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.matrix_rule_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.matrix_ruleevent (
    pgh_id integer NOT NULL,
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    id bigint NOT NULL,
    loaded_hash character varying(64) NOT NULL,
    owner character varying(14) NOT NULL,
    sentence text NOT NULL,
    source_title character varying(200) NOT NULL,
    source_url character varying(300) NOT NULL,
    layer_id bigint NOT NULL,
    pgh_context_id uuid,
    pgh_obj_id bigint NOT NULL,
    service_type_id bigint
);
ALTER TABLE public.matrix_ruleevent ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.matrix_ruleevent_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.matrix_scenario (
    id bigint NOT NULL,
    loaded_hash character varying(64) NOT NULL,
    half character varying(8) NOT NULL,
    services character varying(60) NOT NULL,
    slug character varying(60) NOT NULL,
    text text NOT NULL,
    why text NOT NULL,
    "position" smallint NOT NULL,
    cell_id bigint,
    control_id bigint,
    duty_id bigint,
    layer_id bigint,
    CONSTRAINT matrix_scenario_points_at_one_fact CHECK ((((cell_id IS NOT NULL) AND (control_id IS NULL) AND (duty_id IS NULL) AND (layer_id IS NULL) AND ((half)::text = ''::text) AND ((services)::text = ''::text)) OR ((cell_id IS NULL) AND (control_id IS NULL) AND (duty_id IS NOT NULL) AND (layer_id IS NULL) AND ((half)::text = ''::text) AND ((services)::text = ''::text)) OR ((cell_id IS NULL) AND (control_id IS NOT NULL) AND (duty_id IS NULL) AND (layer_id IS NULL) AND ((services)::text = ''::text)) OR ((cell_id IS NULL) AND (control_id IS NULL) AND (duty_id IS NULL) AND (layer_id IS NOT NULL) AND ((half)::text = ''::text) AND (NOT ((services)::text = ''::text))))),
    CONSTRAINT matrix_scenario_position_check CHECK (("position" >= 0))
);
ALTER TABLE public.matrix_scenario ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.matrix_scenario_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.matrix_scenarioevent (
    pgh_id integer NOT NULL,
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    id bigint NOT NULL,
    loaded_hash character varying(64) NOT NULL,
    half character varying(8) NOT NULL,
    services character varying(60) NOT NULL,
    slug character varying(60) NOT NULL,
    text text NOT NULL,
    why text NOT NULL,
    "position" smallint NOT NULL,
    cell_id bigint,
    control_id bigint,
    duty_id bigint,
    layer_id bigint,
    pgh_context_id uuid,
    pgh_obj_id bigint NOT NULL,
    CONSTRAINT matrix_scenarioevent_position_check CHECK (("position" >= 0))
);
ALTER TABLE public.matrix_scenarioevent ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.matrix_scenarioevent_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.matrix_searchentry (
    kind text NOT NULL,
    path text NOT NULL,
    about text NOT NULL,
    title text NOT NULL,
    names text NOT NULL,
    body text NOT NULL,
    owner text NOT NULL,
    vector tsvector GENERATED ALWAYS AS ((((((setweight(to_tsvector('english'::regconfig, title), 'A'::"char") || setweight(to_tsvector('simple'::regconfig, title), 'A'::"char")) || setweight(to_tsvector('english'::regconfig, names), 'B'::"char")) || setweight(to_tsvector('simple'::regconfig, names), 'B'::"char")) || setweight(to_tsvector('english'::regconfig, body), 'C'::"char")) || setweight(to_tsvector('simple'::regconfig, body), 'C'::"char"))) STORED NOT NULL
);
CREATE TABLE public.matrix_searchword (
    word text NOT NULL,
    letters text NOT NULL,
    entries integer NOT NULL
);
CREATE TABLE public.matrix_service (
    id bigint NOT NULL,
    loaded_hash character varying(64) NOT NULL,
    slug character varying(60) NOT NULL,
    name character varying(120) NOT NULL,
    "position" smallint NOT NULL,
    short_name character varying(24) NOT NULL,
    noun character varying(24) NOT NULL,
    category character varying(40) NOT NULL,
    exam_weight character varying(8) NOT NULL,
    summary text NOT NULL,
    opening boolean NOT NULL,
    note text NOT NULL,
    variant_of_id bigint,
    service_type_id bigint NOT NULL,
    CONSTRAINT matrix_service_position_check CHECK (("position" >= 0)),
    CONSTRAINT matrix_service_weight_is_known CHECK (((exam_weight)::text = ANY ((ARRAY['core'::character varying, 'further'::character varying, 'beyond'::character varying])::text[])))
);
ALTER TABLE public.matrix_service ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.matrix_service_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.matrix_servicedraft (
    id bigint NOT NULL,
    about jsonb NOT NULL,
    near character varying(60) NOT NULL,
    cells jsonb NOT NULL,
    begun_by bigint NOT NULL,
    updated_at timestamp with time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    service_id bigint
);
ALTER TABLE public.matrix_servicedraft ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.matrix_servicedraft_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.matrix_serviceevent (
    pgh_id integer NOT NULL,
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    id bigint NOT NULL,
    loaded_hash character varying(64) NOT NULL,
    slug character varying(60) NOT NULL,
    name character varying(120) NOT NULL,
    "position" smallint NOT NULL,
    short_name character varying(24) NOT NULL,
    noun character varying(24) NOT NULL,
    category character varying(40) NOT NULL,
    exam_weight character varying(8) NOT NULL,
    summary text NOT NULL,
    opening boolean NOT NULL,
    note text NOT NULL,
    pgh_context_id uuid,
    pgh_obj_id bigint NOT NULL,
    variant_of_id bigint,
    service_type_id bigint NOT NULL,
    CONSTRAINT matrix_serviceevent_position_check CHECK (("position" >= 0))
);
ALTER TABLE public.matrix_serviceevent ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.matrix_serviceevent_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.matrix_servicetype (
    id bigint NOT NULL,
    loaded_hash character varying(64) NOT NULL,
    slug character varying(60) NOT NULL,
    name character varying(120) NOT NULL,
    "position" smallint NOT NULL,
    definition text NOT NULL,
    boundary text NOT NULL,
    aws_term text NOT NULL,
    CONSTRAINT matrix_servicetype_position_check CHECK (("position" >= 0))
);
ALTER TABLE public.matrix_servicetype ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.matrix_servicetype_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.matrix_servicetypeevent (
    pgh_id integer NOT NULL,
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    id bigint NOT NULL,
    loaded_hash character varying(64) NOT NULL,
    slug character varying(60) NOT NULL,
    name character varying(120) NOT NULL,
    "position" smallint NOT NULL,
    definition text NOT NULL,
    boundary text NOT NULL,
    aws_term text NOT NULL,
    pgh_context_id uuid,
    pgh_obj_id bigint NOT NULL,
    CONSTRAINT matrix_servicetypeevent_position_check CHECK (("position" >= 0))
);
ALTER TABLE public.matrix_servicetypeevent ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.matrix_servicetypeevent_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.mfa_authenticator (
    id bigint NOT NULL,
    type character varying(20) NOT NULL,
    data jsonb NOT NULL,
    user_id bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    last_used_at timestamp with time zone
);
ALTER TABLE public.mfa_authenticator ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.mfa_authenticator_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.pghistory_context (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    metadata jsonb NOT NULL
);
CREATE TABLE public.planner_forecast (
    id bigint NOT NULL,
    day date NOT NULL,
    exam_on date NOT NULL,
    expected double precision NOT NULL,
    low double precision NOT NULL,
    high double precision NOT NULL,
    cells integer NOT NULL,
    learner_id uuid NOT NULL,
    CONSTRAINT planner_forecast_cells_check CHECK ((cells >= 0)),
    CONSTRAINT planner_forecast_is_within_bounds CHECK (((expected <= high) AND (low <= expected)))
);
ALTER TABLE public.planner_forecast ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.planner_forecast_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.planner_reminders (
    id bigint NOT NULL,
    review boolean NOT NULL,
    due_dates boolean NOT NULL,
    answers boolean NOT NULL,
    hour smallint NOT NULL,
    changed_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    settled_on date,
    settled_at timestamp with time zone,
    learner_id uuid NOT NULL,
    CONSTRAINT planner_a_day_has_24_hours CHECK ((hour <= 23)),
    CONSTRAINT planner_reminders_hour_check CHECK ((hour >= 0))
);
ALTER TABLE public.planner_reminders ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.planner_reminders_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.planner_storedplan (
    id bigint NOT NULL,
    day date NOT NULL,
    made_from character varying(32) NOT NULL,
    made_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    told jsonb NOT NULL,
    learner_id uuid NOT NULL
);
ALTER TABLE public.planner_storedplan ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.planner_storedplan_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.planner_studyplan (
    id bigint NOT NULL,
    exam_on date,
    minutes smallint,
    token character varying(43),
    changed_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    learner_id uuid NOT NULL,
    CONSTRAINT planner_a_day_has_1440_minutes CHECK ((minutes <= 1440)),
    CONSTRAINT planner_studyplan_minutes_check CHECK ((minutes >= 0))
);
ALTER TABLE public.planner_studyplan ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.planner_studyplan_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.quizzes_accountsitemstatistic (
    id bigint NOT NULL,
    answers bigint NOT NULL,
    marks bigint NOT NULL,
    squares bigint NOT NULL,
    unsure bigint NOT NULL,
    version_id bigint NOT NULL,
    CONSTRAINT quizzes_accountsitemstatistic_answers_check CHECK ((answers >= 0)),
    CONSTRAINT quizzes_accountsitemstatistic_marks_check CHECK ((marks >= 0)),
    CONSTRAINT quizzes_accountsitemstatistic_squares_check CHECK ((squares >= 0)),
    CONSTRAINT quizzes_accountsitemstatistic_unsure_check CHECK ((unsure >= 0))
);
ALTER TABLE public.quizzes_accountsitemstatistic ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.quizzes_accountsitemstatistic_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.quizzes_accountsmarkcount (
    id bigint NOT NULL,
    marks smallint NOT NULL,
    rest integer NOT NULL,
    rest_maximum integer NOT NULL,
    attempts bigint NOT NULL,
    version_id bigint NOT NULL,
    quiz_id bigint NOT NULL,
    CONSTRAINT quizzes_accountsmarkcount_attempts_check CHECK ((attempts >= 0)),
    CONSTRAINT quizzes_accountsmarkcount_marks_check CHECK ((marks >= 0)),
    CONSTRAINT quizzes_accountsmarkcount_rest_check CHECK ((rest >= 0)),
    CONSTRAINT quizzes_accountsmarkcount_rest_maximum_check CHECK ((rest_maximum >= 0))
);
ALTER TABLE public.quizzes_accountsmarkcount ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.quizzes_accountsmarkcount_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.quizzes_accountsoptionstatistic (
    id bigint NOT NULL,
    option character varying(60) NOT NULL,
    band smallint NOT NULL,
    chosen bigint NOT NULL,
    version_id bigint NOT NULL,
    CONSTRAINT quizzes_accountsoptionstatistic_band_check CHECK ((band >= 0)),
    CONSTRAINT quizzes_accountsoptionstatistic_chosen_check CHECK ((chosen >= 0))
);
ALTER TABLE public.quizzes_accountsoptionstatistic ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.quizzes_accountsoptionstatistic_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.quizzes_accountstimecount (
    id bigint NOT NULL,
    duration smallint NOT NULL,
    answers bigint NOT NULL,
    version_id bigint NOT NULL,
    CONSTRAINT quizzes_accountstimecount_answers_check CHECK ((answers >= 0)),
    CONSTRAINT quizzes_accountstimecount_duration_check CHECK ((duration >= 0))
);
ALTER TABLE public.quizzes_accountstimecount ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.quizzes_accountstimecount_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.quizzes_assignment (
    id bigint NOT NULL,
    kind character varying(8) NOT NULL,
    title character varying(120) NOT NULL,
    selection jsonb,
    simulation character varying(8) NOT NULL,
    opens_at timestamp with time zone,
    due_at timestamp with time zone,
    closes_at timestamp with time zone,
    minutes smallint,
    attempts smallint,
    shuffled boolean NOT NULL,
    answers character varying(8) NOT NULL,
    answers_at timestamp with time zone,
    edit_number integer DEFAULT 1 NOT NULL,
    event uuid,
    set_by bigint NOT NULL,
    set_at timestamp with time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    cohort_id bigint NOT NULL,
    lesson_id bigint,
    quiz_id bigint,
    CONSTRAINT quizzes_assigned_lesson_has_no_limits CHECK (((lesson_id IS NULL) OR (((answers)::text = 'at-once'::text) AND (attempts IS NULL) AND (closes_at IS NULL) AND (minutes IS NULL) AND (opens_at IS NULL) AND (NOT shuffled)))),
    CONSTRAINT quizzes_assignment_attempts_check CHECK ((attempts >= 0)),
    CONSTRAINT quizzes_assignment_can_be_done CHECK (((minutes >= 1) AND (attempts >= 1))),
    CONSTRAINT quizzes_assignment_edit_number_check CHECK ((edit_number >= 0)),
    CONSTRAINT quizzes_assignment_is_of_its_kind CHECK (((((kind)::text = 'homework'::text) AND ((simulation)::text = ''::text)) OR (((kind)::text = 'test'::text) AND (lesson_id IS NULL) AND ((simulation)::text = ''::text)) OR (((kind)::text = 'exam'::text) AND (NOT ((simulation)::text = ''::text))))),
    CONSTRAINT quizzes_assignment_is_of_one_thing CHECK ((((lesson_id IS NOT NULL) AND (quiz_id IS NULL) AND (selection IS NULL) AND ((simulation)::text = ''::text)) OR ((lesson_id IS NULL) AND (quiz_id IS NOT NULL) AND (selection IS NULL) AND ((simulation)::text = ''::text)) OR ((lesson_id IS NULL) AND (quiz_id IS NULL) AND (selection IS NOT NULL) AND ((simulation)::text = ''::text)) OR ((lesson_id IS NULL) AND (quiz_id IS NULL) AND (selection IS NULL) AND (NOT ((simulation)::text = ''::text))))),
    CONSTRAINT quizzes_assignment_minutes_check CHECK ((minutes >= 0)),
    CONSTRAINT quizzes_assignment_opens_is_due_closes CHECK (((opens_at <= due_at) AND (due_at <= closes_at) AND (opens_at <= closes_at))),
    CONSTRAINT quizzes_assignment_says_when_answers_show CHECK ((((answers)::text = ANY ((ARRAY['at-once'::character varying, 'after'::character varying])::text[])) OR (((answers)::text = 'closed'::text) AND (closes_at IS NOT NULL)) OR (((answers)::text = 'at'::text) AND (answers_at IS NOT NULL))))
);
ALTER TABLE public.quizzes_assignment ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.quizzes_assignment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.quizzes_assignmentevent (
    pgh_id integer NOT NULL,
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    id bigint NOT NULL,
    kind character varying(8) NOT NULL,
    title character varying(120) NOT NULL,
    selection jsonb,
    simulation character varying(8) NOT NULL,
    opens_at timestamp with time zone,
    due_at timestamp with time zone,
    closes_at timestamp with time zone,
    minutes smallint,
    attempts smallint,
    shuffled boolean NOT NULL,
    answers character varying(8) NOT NULL,
    answers_at timestamp with time zone,
    edit_number integer DEFAULT 1 NOT NULL,
    event uuid,
    set_by bigint NOT NULL,
    set_at timestamp with time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    cohort_id bigint NOT NULL,
    lesson_id bigint,
    pgh_context_id uuid,
    pgh_obj_id bigint NOT NULL,
    quiz_id bigint,
    CONSTRAINT quizzes_assignmentevent_attempts_check CHECK ((attempts >= 0)),
    CONSTRAINT quizzes_assignmentevent_edit_number_check CHECK ((edit_number >= 0)),
    CONSTRAINT quizzes_assignmentevent_minutes_check CHECK ((minutes >= 0))
);
ALTER TABLE public.quizzes_assignmentevent ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.quizzes_assignmentevent_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.quizzes_assignmentexception (
    id bigint NOT NULL,
    extra_minutes smallint NOT NULL,
    extra_attempts smallint NOT NULL,
    opens_at timestamp with time zone,
    due_at timestamp with time zone,
    closes_at timestamp with time zone,
    assignment_id bigint NOT NULL,
    learner_id uuid NOT NULL,
    CONSTRAINT quizzes_assignmentexception_extra_attempts_check CHECK ((extra_attempts >= 0)),
    CONSTRAINT quizzes_assignmentexception_extra_minutes_check CHECK ((extra_minutes >= 0))
);
ALTER TABLE public.quizzes_assignmentexception ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.quizzes_assignmentexception_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.quizzes_assignmentexceptionevent (
    pgh_id integer NOT NULL,
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    id bigint NOT NULL,
    extra_minutes smallint NOT NULL,
    extra_attempts smallint NOT NULL,
    opens_at timestamp with time zone,
    due_at timestamp with time zone,
    closes_at timestamp with time zone,
    assignment_id bigint NOT NULL,
    learner_id uuid NOT NULL,
    pgh_context_id uuid,
    pgh_obj_id bigint NOT NULL,
    CONSTRAINT quizzes_assignmentexceptionevent_extra_attempts_check CHECK ((extra_attempts >= 0)),
    CONSTRAINT quizzes_assignmentexceptionevent_extra_minutes_check CHECK ((extra_minutes >= 0))
);
ALTER TABLE public.quizzes_assignmentexceptionevent ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.quizzes_assignmentexceptionevent_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.quizzes_attempt (
    id uuid NOT NULL,
    mode character varying(8) NOT NULL,
    title character varying(160) NOT NULL,
    selection jsonb NOT NULL,
    started_at timestamp with time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    deadline timestamp with time zone,
    handed_in_at timestamp with time zone,
    closed_at timestamp with time zone,
    ending character varying(8) NOT NULL,
    counted boolean DEFAULT false NOT NULL,
    with_account boolean,
    assignment_id bigint,
    learner_id uuid NOT NULL,
    retry_of_id uuid,
    quiz_id bigint,
    has_flags boolean DEFAULT false NOT NULL,
    CONSTRAINT quizzes_attempt_mode_is_known CHECK (((mode)::text = ANY ((ARRAY['check'::character varying, 'drill'::character varying, 'exam'::character varying, 'review'::character varying, 'section'::character varying])::text[]))),
    CONSTRAINT quizzes_closed_attempt_says_how CHECK ((((closed_at IS NULL) AND ((ending)::text = ''::text)) OR ((closed_at IS NOT NULL) AND ((ending)::text = ANY ((ARRAY['finished'::character varying, 'time'::character varying, 'left'::character varying, 'excess'::character varying, 'discard'::character varying])::text[]))))),
    CONSTRAINT quizzes_only_assigned_tests_are_handed_in CHECK (((handed_in_at IS NULL) OR ((assignment_id IS NOT NULL) AND ((mode)::text = 'exam'::text)))),
    CONSTRAINT quizzes_only_exams_have_a_deadline CHECK (((deadline IS NULL) OR ((mode)::text = 'exam'::text) OR (assignment_id IS NOT NULL))),
    CONSTRAINT quizzes_only_simulations_are_discarded CHECK (((NOT ((ending)::text = 'discard'::text)) OR ((assignment_id IS NULL) AND ((mode)::text = 'exam'::text) AND (quiz_id IS NULL)))),
    CONSTRAINT quizzes_question_in_a_lesson_says_where CHECK (((NOT ((mode)::text = 'section'::text)) OR ((quiz_id IS NULL) AND (retry_of_id IS NULL) AND (selection ?& '{lesson,place}'::text[]))))
);
CREATE TABLE public.quizzes_attemptitem (
    id bigint NOT NULL,
    "position" smallint NOT NULL,
    "order" character varying(16)[] NOT NULL,
    scored boolean NOT NULL,
    attempt_id uuid NOT NULL,
    contrast_to_id bigint,
    version_id bigint NOT NULL,
    CONSTRAINT quizzes_attemptitem_position_check CHECK (("position" >= 0))
);
ALTER TABLE public.quizzes_attemptitem ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.quizzes_attemptitem_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.quizzes_attemptscore (
    id bigint NOT NULL,
    marks integer NOT NULL,
    maximum integer NOT NULL,
    answered smallint NOT NULL,
    "right" smallint NOT NULL,
    attempt_id uuid NOT NULL,
    CONSTRAINT quizzes_attemptscore_answered_check CHECK ((answered >= 0)),
    CONSTRAINT quizzes_attemptscore_marks_check CHECK ((marks >= 0)),
    CONSTRAINT quizzes_attemptscore_maximum_check CHECK ((maximum >= 0)),
    CONSTRAINT quizzes_attemptscore_right_check CHECK (("right" >= 0))
);
ALTER TABLE public.quizzes_attemptscore ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.quizzes_attemptscore_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.quizzes_cellmemory (
    id bigint NOT NULL,
    history jsonb NOT NULL,
    stability double precision NOT NULL,
    difficulty double precision NOT NULL,
    last timestamp with time zone NOT NULL,
    due timestamp with time zone NOT NULL,
    answers integer NOT NULL,
    missed boolean NOT NULL,
    tries integer NOT NULL,
    in_a_row integer NOT NULL,
    overnight boolean DEFAULT false NOT NULL,
    known boolean NOT NULL,
    guessed_right boolean NOT NULL,
    reviews jsonb NOT NULL,
    first_right boolean NOT NULL,
    cell_id bigint NOT NULL,
    learner_id uuid NOT NULL,
    CONSTRAINT quizzes_cellmemory_answers_check CHECK ((answers >= 0)),
    CONSTRAINT quizzes_cellmemory_in_a_row_check CHECK ((in_a_row >= 0)),
    CONSTRAINT quizzes_cellmemory_tries_check CHECK ((tries >= 0))
);
ALTER TABLE public.quizzes_cellmemory ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.quizzes_cellmemory_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.quizzes_classcount (
    id bigint NOT NULL,
    option character varying(60) NOT NULL,
    span integer NOT NULL,
    block integer NOT NULL,
    answers bigint NOT NULL,
    marks bigint NOT NULL,
    cohort_id bigint NOT NULL,
    version_id bigint NOT NULL,
    CONSTRAINT quizzes_classcount_block_check CHECK ((block >= 0)),
    CONSTRAINT quizzes_classcount_span_check CHECK ((span >= 0))
);
ALTER TABLE public.quizzes_classcount ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.quizzes_classcount_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.quizzes_classmarkcount (
    id bigint NOT NULL,
    marks smallint NOT NULL,
    rest integer NOT NULL,
    rest_maximum integer NOT NULL,
    span integer NOT NULL,
    block integer NOT NULL,
    kinds smallint NOT NULL,
    attempts bigint NOT NULL,
    cohort_id bigint NOT NULL,
    version_id bigint NOT NULL,
    quiz_id bigint NOT NULL,
    CONSTRAINT quizzes_classmarkcount_block_check CHECK ((block >= 0)),
    CONSTRAINT quizzes_classmarkcount_kinds_check CHECK ((kinds >= 0)),
    CONSTRAINT quizzes_classmarkcount_marks_check CHECK ((marks >= 0)),
    CONSTRAINT quizzes_classmarkcount_rest_check CHECK ((rest >= 0)),
    CONSTRAINT quizzes_classmarkcount_rest_maximum_check CHECK ((rest_maximum >= 0)),
    CONSTRAINT quizzes_classmarkcount_span_check CHECK ((span >= 0))
);
ALTER TABLE public.quizzes_classmarkcount ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.quizzes_classmarkcount_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.quizzes_correction (
    id bigint NOT NULL,
    marks_before integer NOT NULL,
    maximum_before integer NOT NULL,
    marks_after integer NOT NULL,
    maximum_after integer NOT NULL,
    created_at timestamp with time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    seen_at timestamp with time zone,
    attempt_id uuid NOT NULL,
    run_id bigint NOT NULL,
    CONSTRAINT quizzes_correction_marks_after_check CHECK ((marks_after >= 0)),
    CONSTRAINT quizzes_correction_marks_before_check CHECK ((marks_before >= 0)),
    CONSTRAINT quizzes_correction_maximum_after_check CHECK ((maximum_after >= 0)),
    CONSTRAINT quizzes_correction_maximum_before_check CHECK ((maximum_before >= 0))
);
ALTER TABLE public.quizzes_correction ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.quizzes_correction_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.quizzes_grade (
    id bigint NOT NULL,
    marks smallint NOT NULL,
    left_out boolean NOT NULL,
    graded_at timestamp with time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    version_id bigint NOT NULL,
    run_id bigint,
    response_id bigint NOT NULL,
    CONSTRAINT quizzes_grade_marks_check CHECK ((marks >= 0)),
    CONSTRAINT quizzes_marks_between_0_and_1000 CHECK (((marks >= 0) AND (marks <= 1000)))
);
ALTER TABLE public.quizzes_grade ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.quizzes_grade_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.quizzes_gradingrun (
    id bigint NOT NULL,
    policy character varying(10) NOT NULL,
    reason text NOT NULL,
    author bigint NOT NULL,
    created_at timestamp with time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    finished_at timestamp with time zone,
    undoes_id bigint,
    CONSTRAINT quizzes_grading_run_has_a_reason CHECK ((NOT (reason = ''::text))),
    CONSTRAINT quizzes_policy_is_known CHECK (((policy)::text = ANY ((ARRAY['new-key'::character varying, 'best'::character varying, 'full'::character varying, 'leave-out'::character varying])::text[])))
);
ALTER TABLE public.quizzes_gradingrun ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.quizzes_gradingrun_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.quizzes_gradingrunitem (
    id bigint NOT NULL,
    item_id bigint NOT NULL,
    run_id bigint NOT NULL,
    version_id bigint NOT NULL
);
ALTER TABLE public.quizzes_gradingrunitem ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.quizzes_gradingrunitem_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.quizzes_itemfigures (
    id bigint NOT NULL,
    versions bigint[] NOT NULL,
    answers bigint NOT NULL,
    marks bigint NOT NULL,
    unsure bigint NOT NULL,
    facility double precision,
    deviation double precision,
    attempts bigint NOT NULL,
    discrimination double precision,
    efficiency double precision,
    median_ms integer,
    flags character varying(20)[] NOT NULL,
    item_id bigint NOT NULL,
    published_id bigint,
    quiz_id bigint,
    CONSTRAINT quizzes_itemfigures_answers_check CHECK ((answers >= 0)),
    CONSTRAINT quizzes_itemfigures_attempts_check CHECK ((attempts >= 0)),
    CONSTRAINT quizzes_itemfigures_marks_check CHECK ((marks >= 0)),
    CONSTRAINT quizzes_itemfigures_median_ms_check CHECK ((median_ms >= 0)),
    CONSTRAINT quizzes_itemfigures_unsure_check CHECK ((unsure >= 0))
);
ALTER TABLE public.quizzes_itemfigures ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.quizzes_itemfigures_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.quizzes_itemresult (
    id bigint NOT NULL,
    marks smallint NOT NULL,
    left_out boolean NOT NULL,
    first_answer boolean,
    with_account boolean,
    attempt_item_id bigint NOT NULL,
    version_id bigint NOT NULL,
    response_id bigint NOT NULL,
    CONSTRAINT quizzes_itemresult_marks_check CHECK ((marks >= 0))
);
ALTER TABLE public.quizzes_itemresult ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.quizzes_itemresult_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.quizzes_itemstatistic (
    id bigint NOT NULL,
    answers bigint NOT NULL,
    marks bigint NOT NULL,
    squares bigint NOT NULL,
    unsure bigint NOT NULL,
    version_id bigint NOT NULL,
    CONSTRAINT quizzes_itemstatistic_answers_check CHECK ((answers >= 0)),
    CONSTRAINT quizzes_itemstatistic_marks_check CHECK ((marks >= 0)),
    CONSTRAINT quizzes_itemstatistic_squares_check CHECK ((squares >= 0)),
    CONSTRAINT quizzes_itemstatistic_unsure_check CHECK ((unsure >= 0))
);
ALTER TABLE public.quizzes_itemstatistic ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.quizzes_itemstatistic_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.quizzes_learnernote (
    id bigint NOT NULL,
    anchor character varying(60) NOT NULL,
    text text NOT NULL,
    changed_at timestamp with time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    cell_id bigint,
    item_id bigint,
    learner_id uuid NOT NULL,
    lesson_id bigint,
    CONSTRAINT quizzes_note_is_about_one_thing CHECK (((((anchor)::text = ''::text) AND (cell_id IS NULL) AND (item_id IS NOT NULL) AND (lesson_id IS NULL)) OR (((anchor)::text = ''::text) AND (cell_id IS NOT NULL) AND (item_id IS NULL) AND (lesson_id IS NULL)) OR ((cell_id IS NULL) AND (item_id IS NULL) AND (lesson_id IS NOT NULL) AND (NOT ((anchor)::text = ''::text))))),
    CONSTRAINT quizzes_note_says_something CHECK ((NOT (text = ''::text)))
);
ALTER TABLE public.quizzes_learnernote ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.quizzes_learnernote_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.quizzes_markcount (
    id bigint NOT NULL,
    marks smallint NOT NULL,
    rest integer NOT NULL,
    rest_maximum integer NOT NULL,
    attempts bigint NOT NULL,
    version_id bigint NOT NULL,
    quiz_id bigint NOT NULL,
    CONSTRAINT quizzes_markcount_attempts_check CHECK ((attempts >= 0)),
    CONSTRAINT quizzes_markcount_marks_check CHECK ((marks >= 0)),
    CONSTRAINT quizzes_markcount_rest_check CHECK ((rest >= 0)),
    CONSTRAINT quizzes_markcount_rest_maximum_check CHECK ((rest_maximum >= 0))
);
ALTER TABLE public.quizzes_markcount ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.quizzes_markcount_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.quizzes_optionstatistic (
    id bigint NOT NULL,
    option character varying(60) NOT NULL,
    band smallint NOT NULL,
    chosen bigint NOT NULL,
    version_id bigint NOT NULL,
    CONSTRAINT quizzes_optionstatistic_band_check CHECK ((band >= 0)),
    CONSTRAINT quizzes_optionstatistic_chosen_check CHECK ((chosen >= 0))
);
ALTER TABLE public.quizzes_optionstatistic ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.quizzes_optionstatistic_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.quizzes_problemreport (
    id bigint NOT NULL,
    text text NOT NULL,
    suggestion text NOT NULL,
    created_at timestamp with time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    answer text NOT NULL,
    answered_by bigint,
    answered_at timestamp with time zone,
    seen_at timestamp with time zone,
    attempt_item_id bigint,
    learner_id uuid NOT NULL,
    version_id bigint NOT NULL,
    CONSTRAINT quizzes_answered_report_has_an_answer CHECK ((((answer = ''::text) AND (answered_at IS NULL)) OR ((answered_at IS NOT NULL) AND (NOT (answer = ''::text)))))
);
ALTER TABLE public.quizzes_problemreport ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.quizzes_problemreport_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.quizzes_quiz (
    id bigint NOT NULL,
    loaded_hash character varying(64) NOT NULL,
    slug character varying(60) NOT NULL,
    title character varying(120) NOT NULL,
    mode character varying(8) NOT NULL,
    attempts_allowed smallint,
    lesson_id bigint,
    CONSTRAINT quizzes_quiz_attempts_allowed_check CHECK ((attempts_allowed >= 0))
);
ALTER TABLE public.quizzes_quiz ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.quizzes_quiz_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.quizzes_recount (
    id bigint NOT NULL,
    items bigint[] NOT NULL,
    quizzes bigint[] NOT NULL
);
ALTER TABLE public.quizzes_recount ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.quizzes_recount_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.quizzes_response (
    id bigint NOT NULL,
    event uuid NOT NULL,
    sequence smallint NOT NULL,
    kind character varying(8) NOT NULL,
    answer jsonb NOT NULL,
    confidence character varying(8) NOT NULL,
    took_ms integer NOT NULL,
    late boolean NOT NULL,
    received_at timestamp with time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    utc_offset smallint DEFAULT 0 NOT NULL,
    attempt_item_id bigint NOT NULL,
    CONSTRAINT quizzes_confidence_is_known CHECK ((((confidence)::text = ''::text) OR ((confidence)::text = ANY ((ARRAY['guess'::character varying, 'think-so'::character varying, 'sure'::character varying])::text[])))),
    CONSTRAINT quizzes_response_is_of_a_known_shape CHECK ((((answer ? 'flag'::text) AND ((kind)::text = 'flag'::text)) OR (((kind)::text = ANY ((ARRAY['check'::character varying, 'save'::character varying])::text[])) AND (answer ?| '{chosen,sorted,unsure}'::text[])))),
    CONSTRAINT quizzes_response_sequence_check CHECK ((sequence >= 0)),
    CONSTRAINT quizzes_response_took_ms_check CHECK ((took_ms >= 0))
);
ALTER TABLE public.quizzes_response ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.quizzes_response_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.quizzes_rulememory (
    id bigint NOT NULL,
    history jsonb NOT NULL,
    stability double precision NOT NULL,
    difficulty double precision NOT NULL,
    last timestamp with time zone NOT NULL,
    due timestamp with time zone NOT NULL,
    answers integer NOT NULL,
    missed boolean NOT NULL,
    tries integer NOT NULL,
    in_a_row integer NOT NULL,
    overnight boolean DEFAULT false NOT NULL,
    known boolean NOT NULL,
    guessed_right boolean NOT NULL,
    reviews jsonb NOT NULL,
    first_right boolean NOT NULL,
    rule character varying(120) NOT NULL,
    learner_id uuid NOT NULL,
    CONSTRAINT quizzes_rulememory_answers_check CHECK ((answers >= 0)),
    CONSTRAINT quizzes_rulememory_in_a_row_check CHECK ((in_a_row >= 0)),
    CONSTRAINT quizzes_rulememory_tries_check CHECK ((tries >= 0))
);
ALTER TABLE public.quizzes_rulememory ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.quizzes_rulememory_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.quizzes_slippedanswer (
    id bigint NOT NULL,
    received_at timestamp with time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    again_id bigint,
    attempt_id uuid NOT NULL,
    response_id bigint NOT NULL
);
ALTER TABLE public.quizzes_slippedanswer ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.quizzes_slippedanswer_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.quizzes_slot (
    id bigint NOT NULL,
    "position" smallint NOT NULL,
    item_id bigint NOT NULL,
    quiz_id bigint NOT NULL,
    CONSTRAINT quizzes_slot_position_check CHECK (("position" >= 0))
);
ALTER TABLE public.quizzes_slot ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.quizzes_slot_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.quizzes_timecount (
    id bigint NOT NULL,
    duration smallint NOT NULL,
    answers bigint NOT NULL,
    version_id bigint NOT NULL,
    CONSTRAINT quizzes_timecount_answers_check CHECK ((answers >= 0)),
    CONSTRAINT quizzes_timecount_duration_check CHECK ((duration >= 0))
);
ALTER TABLE public.quizzes_timecount ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.quizzes_timecount_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.teach_bulkchange (
    id bigint NOT NULL,
    act character varying(10) NOT NULL,
    asked jsonb NOT NULL,
    made_at timestamp with time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    made_by bigint NOT NULL,
    undoes_id bigint,
    CONSTRAINT teach_bulk_act_is_known CHECK (((act)::text = ANY ((ARRAY['retire'::character varying, 'bring_back'::character varying, 'tag'::character varying, 'add'::character varying, 'take'::character varying, 'publish'::character varying])::text[]))),
    CONSTRAINT teach_bulk_change_undoes_another CHECK ((NOT ((undoes_id = id) AND (undoes_id IS NOT NULL))))
);
ALTER TABLE public.teach_bulkchange ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.teach_bulkchange_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.teach_bulkchangeitem (
    id bigint NOT NULL,
    before jsonb NOT NULL,
    after jsonb NOT NULL,
    change_id bigint NOT NULL,
    item_id bigint NOT NULL
);
ALTER TABLE public.teach_bulkchangeitem ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.teach_bulkchangeitem_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.teach_contradictionevent (
    pgh_id integer NOT NULL,
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    closing character varying(12) NOT NULL,
    reason text NOT NULL,
    item_id bigint NOT NULL,
    pgh_context_id uuid,
    version_id bigint NOT NULL,
    pgh_obj_id bigint NOT NULL
);
ALTER TABLE public.teach_contradictionevent ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.teach_contradictionevent_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.teach_courseevent (
    pgh_id integer NOT NULL,
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    slug character varying(60) NOT NULL,
    name character varying(120) NOT NULL,
    summary text NOT NULL,
    "position" smallint NOT NULL,
    pgh_context_id uuid,
    pgh_obj_id bigint NOT NULL,
    CONSTRAINT teach_courseevent_position_check CHECK (("position" >= 0))
);
ALTER TABLE public.teach_courseevent ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.teach_courseevent_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.teach_courseofclassevent (
    pgh_id integer NOT NULL,
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    cohortreading_id bigint NOT NULL,
    course_id bigint NOT NULL,
    pgh_context_id uuid,
    pgh_obj_id bigint NOT NULL
);
ALTER TABLE public.teach_courseofclassevent ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.teach_courseofclassevent_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.teach_disputeevent (
    pgh_id integer NOT NULL,
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    outcome character varying(10) NOT NULL,
    answer text NOT NULL,
    cell_id bigint NOT NULL,
    pgh_context_id uuid,
    pgh_obj_id bigint NOT NULL
);
ALTER TABLE public.teach_disputeevent ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.teach_disputeevent_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.teach_excusal (
    id bigint NOT NULL,
    "column" character varying(40) NOT NULL,
    title character varying(160) NOT NULL,
    excused_by bigint NOT NULL,
    excused_at timestamp with time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    cohort_id bigint NOT NULL,
    learner_id uuid NOT NULL
);
ALTER TABLE public.teach_excusal ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.teach_excusal_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.teach_excusalevent (
    pgh_id integer NOT NULL,
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    id bigint NOT NULL,
    "column" character varying(40) NOT NULL,
    title character varying(160) NOT NULL,
    excused_by bigint NOT NULL,
    cohort_id bigint NOT NULL,
    learner_id uuid NOT NULL,
    pgh_context_id uuid,
    pgh_obj_id bigint NOT NULL
);
ALTER TABLE public.teach_excusalevent ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.teach_excusalevent_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.teach_formerlearner (
    id bigint NOT NULL,
    number integer NOT NULL,
    joined_on date NOT NULL,
    left_on date NOT NULL,
    deleted_at timestamp with time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    kept_until timestamp with time zone NOT NULL,
    grades jsonb NOT NULL,
    cohort_id bigint NOT NULL,
    CONSTRAINT teach_formerlearner_number_check CHECK ((number >= 0))
);
ALTER TABLE public.teach_formerlearner ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.teach_formerlearner_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.teach_gradebooksettings (
    cohort_id bigint NOT NULL,
    attempt character varying(6) NOT NULL,
    weights jsonb NOT NULL,
    CONSTRAINT teach_counted_attempt_is_known CHECK (((attempt)::text = ANY ((ARRAY['best'::character varying, 'latest'::character varying, 'first'::character varying])::text[])))
);
CREATE TABLE public.teach_gradingrunevent (
    pgh_id integer NOT NULL,
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    policy character varying(10) NOT NULL,
    reason text NOT NULL,
    pgh_context_id uuid,
    undoes_id bigint,
    pgh_obj_id bigint NOT NULL
);
ALTER TABLE public.teach_gradingrunevent ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.teach_gradingrunevent_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.teach_hiddenlessonevent (
    pgh_id integer NOT NULL,
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    cohortreading_id bigint NOT NULL,
    lesson_id bigint NOT NULL,
    pgh_context_id uuid,
    pgh_obj_id bigint NOT NULL
);
ALTER TABLE public.teach_hiddenlessonevent ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.teach_hiddenlessonevent_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.teach_incidentdeletion (
    pgh_id integer NOT NULL,
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    slug character varying(60) NOT NULL,
    title character varying(80) NOT NULL,
    story text NOT NULL,
    why text NOT NULL,
    pgh_context_id uuid,
    pgh_obj_id bigint NOT NULL
);
ALTER TABLE public.teach_incidentdeletion ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.teach_incidentdeletion_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.teach_itemdeletion (
    pgh_id integer NOT NULL,
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    slug character varying(60) NOT NULL,
    skill character varying(10) NOT NULL,
    section character varying(120) NOT NULL,
    pgh_context_id uuid,
    pgh_obj_id bigint NOT NULL
);
ALTER TABLE public.teach_itemdeletion ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.teach_itemdeletion_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.teach_layerdeletion (
    pgh_id integer NOT NULL,
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    slug character varying(60) NOT NULL,
    name character varying(120) NOT NULL,
    definition text NOT NULL,
    pgh_context_id uuid,
    pgh_obj_id bigint NOT NULL
);
ALTER TABLE public.teach_layerdeletion ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.teach_layerdeletion_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.teach_lessondeletion (
    pgh_id integer NOT NULL,
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    slug character varying(60) NOT NULL,
    label character varying(8) NOT NULL,
    title character varying(120) NOT NULL,
    summary character varying(200) NOT NULL,
    body text NOT NULL,
    pgh_context_id uuid,
    pgh_obj_id bigint NOT NULL
);
ALTER TABLE public.teach_lessondeletion ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.teach_lessondeletion_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.teach_loggedevent (
    pgh_id integer NOT NULL,
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    object_id text,
    object_repr character varying(200) NOT NULL,
    action_flag smallint NOT NULL,
    change_message text NOT NULL,
    content_type_id integer,
    pgh_context_id uuid,
    user_id bigint NOT NULL,
    pgh_obj_id integer NOT NULL,
    CONSTRAINT teach_loggedevent_action_flag_check CHECK ((action_flag >= 0))
);
ALTER TABLE public.teach_loggedevent ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.teach_loggedevent_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.teach_membershipevent (
    pgh_id integer NOT NULL,
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    group_id integer NOT NULL,
    pgh_context_id uuid,
    user_id bigint NOT NULL,
    pgh_obj_id bigint NOT NULL
);
ALTER TABLE public.teach_membershipevent ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.teach_membershipevent_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.teach_misconceptiondeletion (
    pgh_id integer NOT NULL,
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    slug character varying(60) NOT NULL,
    name character varying(120) NOT NULL,
    cure text NOT NULL,
    pgh_context_id uuid,
    pgh_obj_id bigint NOT NULL
);
ALTER TABLE public.teach_misconceptiondeletion ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.teach_misconceptiondeletion_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.teach_noveltydeletion (
    pgh_id integer NOT NULL,
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    slug character varying(60) NOT NULL,
    title character varying(120) NOT NULL,
    before text NOT NULL,
    now text NOT NULL,
    pgh_context_id uuid,
    pgh_obj_id bigint NOT NULL
);
ALTER TABLE public.teach_noveltydeletion ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.teach_noveltydeletion_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.teach_permissionevent (
    pgh_id integer NOT NULL,
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    group_id integer NOT NULL,
    permission_id integer NOT NULL,
    pgh_context_id uuid,
    pgh_obj_id bigint NOT NULL
);
ALTER TABLE public.teach_permissionevent ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.teach_permissionevent_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.teach_quizevent (
    pgh_id integer NOT NULL,
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    slug character varying(60) NOT NULL,
    title character varying(120) NOT NULL,
    mode character varying(8) NOT NULL,
    attempts_allowed smallint,
    lesson_id bigint,
    pgh_context_id uuid,
    pgh_obj_id bigint NOT NULL,
    CONSTRAINT teach_quizevent_attempts_allowed_check CHECK ((attempts_allowed >= 0))
);
ALTER TABLE public.teach_quizevent ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.teach_quizevent_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.teach_readingevent (
    pgh_id integer NOT NULL,
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    "only" boolean DEFAULT false NOT NULL,
    edit_number integer DEFAULT 1 NOT NULL,
    cohort_id bigint NOT NULL,
    pgh_context_id uuid,
    pgh_obj_id bigint NOT NULL,
    CONSTRAINT teach_readingevent_edit_number_check CHECK ((edit_number >= 0))
);
ALTER TABLE public.teach_readingevent ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.teach_readingevent_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.teach_reportevent (
    pgh_id integer NOT NULL,
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    answer text NOT NULL,
    pgh_context_id uuid,
    version_id bigint NOT NULL,
    pgh_obj_id bigint NOT NULL
);
ALTER TABLE public.teach_reportevent ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.teach_reportevent_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.teach_rightsevent (
    pgh_id integer NOT NULL,
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    is_active boolean NOT NULL,
    is_staff boolean NOT NULL,
    is_superuser boolean NOT NULL,
    time_allowance character varying(9) DEFAULT 'standard'::character varying NOT NULL,
    pgh_context_id uuid,
    pgh_obj_id bigint NOT NULL
);
ALTER TABLE public.teach_rightsevent ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.teach_rightsevent_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.teach_servicedeletion (
    pgh_id integer NOT NULL,
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    slug character varying(60) NOT NULL,
    name character varying(120) NOT NULL,
    short_name character varying(24) NOT NULL,
    noun character varying(24) NOT NULL,
    summary text NOT NULL,
    pgh_context_id uuid,
    pgh_obj_id bigint NOT NULL
);
ALTER TABLE public.teach_servicedeletion ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.teach_servicedeletion_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.teach_servicetypedeletion (
    pgh_id integer NOT NULL,
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    slug character varying(60) NOT NULL,
    name character varying(120) NOT NULL,
    definition text NOT NULL,
    boundary text NOT NULL,
    pgh_context_id uuid,
    pgh_obj_id bigint NOT NULL
);
ALTER TABLE public.teach_servicetypedeletion ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.teach_servicetypedeletion_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.teach_slotevent (
    pgh_id integer NOT NULL,
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    "position" smallint NOT NULL,
    item_id bigint NOT NULL,
    pgh_context_id uuid,
    quiz_id bigint NOT NULL,
    pgh_obj_id bigint NOT NULL,
    CONSTRAINT teach_slotevent_position_check CHECK (("position" >= 0))
);
ALTER TABLE public.teach_slotevent ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.teach_slotevent_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.teach_termdeletion (
    pgh_id integer NOT NULL,
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    slug character varying(60) NOT NULL,
    name character varying(60) NOT NULL,
    definition text NOT NULL,
    pgh_context_id uuid,
    pgh_obj_id bigint NOT NULL
);
ALTER TABLE public.teach_termdeletion ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.teach_termdeletion_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.teach_weeklydigest (
    id bigint NOT NULL,
    wanted boolean NOT NULL,
    settled_on date,
    learner_id uuid NOT NULL
);
ALTER TABLE public.teach_weeklydigest ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.teach_weeklydigest_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
INSERT INTO public.django_migrations VALUES (1, 'pghistory', '0001_initial', '2026-11-29 09:12:14.232748+00');
INSERT INTO public.django_migrations VALUES (2, 'pghistory', '0002_aggregateevent', '2026-11-29 09:12:14.234226+00');
INSERT INTO public.django_migrations VALUES (3, 'pghistory', '0003_auto_20201023_1636', '2026-11-29 09:12:14.235349+00');
INSERT INTO public.django_migrations VALUES (4, 'pghistory', '0004_auto_20220906_1625', '2026-11-29 09:12:14.237544+00');
INSERT INTO public.django_migrations VALUES (5, 'pghistory', '0005_events_middlewareevents', '2026-11-29 09:12:14.238734+00');
INSERT INTO public.django_migrations VALUES (6, 'pghistory', '0006_delete_aggregateevent', '2026-11-29 09:12:14.239316+00');
INSERT INTO public.django_migrations VALUES (7, 'pghistory', '0007_auto_20250421_0444', '2026-11-29 09:12:14.240786+00');
INSERT INTO public.django_migrations VALUES (8, 'contenttypes', '0001_initial', '2026-11-29 09:12:14.243261+00');
INSERT INTO public.django_migrations VALUES (9, 'contenttypes', '0002_remove_content_type_name', '2026-11-29 09:12:14.246321+00');
INSERT INTO public.django_migrations VALUES (10, 'auth', '0001_initial', '2026-11-29 09:12:14.256218+00');
INSERT INTO public.django_migrations VALUES (11, 'auth', '0002_alter_permission_name_max_length', '2026-11-29 09:12:14.25877+00');
INSERT INTO public.django_migrations VALUES (12, 'auth', '0003_alter_user_email_max_length', '2026-11-29 09:12:14.260816+00');
INSERT INTO public.django_migrations VALUES (13, 'auth', '0004_alter_user_username_opts', '2026-11-29 09:12:14.262939+00');
INSERT INTO public.django_migrations VALUES (14, 'auth', '0005_alter_user_last_login_null', '2026-11-29 09:12:14.265331+00');
INSERT INTO public.django_migrations VALUES (15, 'auth', '0006_require_contenttypes_0002', '2026-11-29 09:12:14.266023+00');
INSERT INTO public.django_migrations VALUES (16, 'auth', '0007_alter_validators_add_error_messages', '2026-11-29 09:12:14.268012+00');
INSERT INTO public.django_migrations VALUES (17, 'auth', '0008_alter_user_username_max_length', '2026-11-29 09:12:14.27006+00');
INSERT INTO public.django_migrations VALUES (18, 'auth', '0009_alter_user_last_name_max_length', '2026-11-29 09:12:14.274999+00');
INSERT INTO public.django_migrations VALUES (19, 'auth', '0010_alter_group_name_max_length', '2026-11-29 09:12:14.277885+00');
INSERT INTO public.django_migrations VALUES (20, 'auth', '0011_update_proxy_permissions', '2026-11-29 09:12:14.284482+00');
INSERT INTO public.django_migrations VALUES (21, 'auth', '0012_alter_user_first_name_max_length', '2026-11-29 09:12:14.286587+00');
INSERT INTO public.django_migrations VALUES (22, 'accounts', '0001_start', '2026-11-29 09:12:14.818263+00');
INSERT INTO public.django_migrations VALUES (23, 'account', '0001_initial', '2026-11-29 09:12:14.849198+00');
INSERT INTO public.django_migrations VALUES (24, 'account', '0002_email_max_length', '2026-11-29 09:12:14.856815+00');
INSERT INTO public.django_migrations VALUES (25, 'account', '0003_alter_emailaddress_create_unique_verified_email', '2026-11-29 09:12:14.868155+00');
INSERT INTO public.django_migrations VALUES (26, 'account', '0004_alter_emailaddress_drop_unique_email', '2026-11-29 09:12:14.876958+00');
INSERT INTO public.django_migrations VALUES (27, 'account', '0005_emailaddress_idx_upper_email', '2026-11-29 09:12:14.883232+00');
INSERT INTO public.django_migrations VALUES (28, 'account', '0006_emailaddress_lower', '2026-11-29 09:12:14.900268+00');
INSERT INTO public.django_migrations VALUES (29, 'account', '0007_emailaddress_idx_email', '2026-11-29 09:12:14.910885+00');
INSERT INTO public.django_migrations VALUES (30, 'account', '0008_emailaddress_unique_primary_email_fixup', '2026-11-29 09:12:14.923178+00');
INSERT INTO public.django_migrations VALUES (31, 'account', '0009_emailaddress_unique_primary_email', '2026-11-29 09:12:14.929252+00');
INSERT INTO public.django_migrations VALUES (32, 'admin', '0001_initial', '2026-11-29 09:12:14.943516+00');
INSERT INTO public.django_migrations VALUES (33, 'admin', '0002_logentry_remove_auto_add', '2026-11-29 09:12:14.948922+00');
INSERT INTO public.django_migrations VALUES (34, 'admin', '0003_logentry_add_action_flag_choices', '2026-11-29 09:12:14.954479+00');
INSERT INTO public.django_migrations VALUES (35, 'matrix', '0001_start', '2026-11-29 09:12:16.830586+00');
INSERT INTO public.django_migrations VALUES (36, 'bank', '0001_start', '2026-11-29 09:12:18.007252+00');
INSERT INTO public.django_migrations VALUES (37, 'lessons', '0001_start', '2026-11-29 09:12:19.169627+00');
INSERT INTO public.django_migrations VALUES (38, 'lti', '0001_start', '2026-11-29 09:12:19.484628+00');
INSERT INTO public.django_migrations VALUES (39, 'mfa', '0001_initial', '2026-11-29 09:12:19.846959+00');
INSERT INTO public.django_migrations VALUES (40, 'mfa', '0002_authenticator_timestamps', '2026-11-29 09:12:19.863507+00');
INSERT INTO public.django_migrations VALUES (41, 'mfa', '0003_authenticator_type_uniq', '2026-11-29 09:12:19.888325+00');
INSERT INTO public.django_migrations VALUES (42, 'planner', '0001_start', '2026-11-29 09:12:20.04794+00');
INSERT INTO public.django_migrations VALUES (43, 'quizzes', '0001_start', '2026-11-29 09:12:23.308207+00');
INSERT INTO public.django_migrations VALUES (44, 'quizzes', '0002_attempts_with_flags', '2026-11-29 09:12:23.337721+00');
INSERT INTO public.django_migrations VALUES (45, 'quizzes', '0003_index_of_attempts_with_flags', '2026-11-29 09:12:23.361411+00');
INSERT INTO public.django_migrations VALUES (46, 'teach', '0001_start', '2026-11-29 09:12:29.413184+00');
INSERT INTO public.matrix_factsrevision VALUES (1, '1a1db8a5-6c92-472d-9393-4f9df64ce81b');
SELECT pg_catalog.setval('public.django_migrations_id_seq', 46, true);
SELECT pg_catalog.setval('public.matrix_factsrevision_id_seq', 1, true);
ALTER TABLE ONLY public.account_emailaddress
    ADD CONSTRAINT account_emailaddress_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.account_emailaddress
    ADD CONSTRAINT account_emailaddress_user_id_email_987c8728_uniq UNIQUE (user_id, email);
ALTER TABLE ONLY public.account_emailconfirmation
    ADD CONSTRAINT account_emailconfirmation_key_key UNIQUE (key);
ALTER TABLE ONLY public.account_emailconfirmation
    ADD CONSTRAINT account_emailconfirmation_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.accounts_invitee
    ADD CONSTRAINT accounts_address_once_per_roster UNIQUE (cohort_id, email);
ALTER TABLE ONLY public.accounts_assistantinvite
    ADD CONSTRAINT accounts_assistant_invited_once_per_cohort UNIQUE (cohort_id, email);
ALTER TABLE ONLY public.accounts_assistantinvite
    ADD CONSTRAINT accounts_assistantinvite_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.accounts_assistantinvite
    ADD CONSTRAINT accounts_assistantinvite_token_key UNIQUE (token);
ALTER TABLE ONLY public.accounts_classmail
    ADD CONSTRAINT accounts_class_mail_once_per_preview UNIQUE (cohort_id, event);
ALTER TABLE ONLY public.accounts_classmail
    ADD CONSTRAINT accounts_classmail_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.accounts_cohort
    ADD CONSTRAINT accounts_cohort_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.accounts_cohortevent
    ADD CONSTRAINT accounts_cohortevent_pkey PRIMARY KEY (pgh_id);
ALTER TABLE ONLY public.accounts_cohortgroup
    ADD CONSTRAINT accounts_cohortgroup_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.accounts_cohortgroupevent
    ADD CONSTRAINT accounts_cohortgroupevent_pkey PRIMARY KEY (pgh_id);
ALTER TABLE ONLY public.accounts_cohortinvite
    ADD CONSTRAINT accounts_cohortinvite_code_key UNIQUE (code);
ALTER TABLE ONLY public.accounts_cohortinvite
    ADD CONSTRAINT accounts_cohortinvite_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.accounts_cohortinvite
    ADD CONSTRAINT accounts_cohortinvite_token_key UNIQUE (token);
ALTER TABLE ONLY public.accounts_cohortinviteevent
    ADD CONSTRAINT accounts_cohortinviteevent_pkey PRIMARY KEY (pgh_id);
ALTER TABLE ONLY public.accounts_cohortmembership
    ADD CONSTRAINT accounts_cohortmembership_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.accounts_cohortmembershipevent
    ADD CONSTRAINT accounts_cohortmembershipevent_pkey PRIMARY KEY (pgh_id);
ALTER TABLE ONLY public.accounts_cohortmessage
    ADD CONSTRAINT accounts_cohortmessage_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.accounts_cohortteacher
    ADD CONSTRAINT accounts_cohortteacher_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.accounts_cohortteacherevent
    ADD CONSTRAINT accounts_cohortteacherevent_pkey PRIMARY KEY (pgh_id);
ALTER TABLE ONLY public.accounts_mail
    ADD CONSTRAINT accounts_each_mail_once UNIQUE (learner_id, kind, key);
ALTER TABLE ONLY public.accounts_mail
    ADD CONSTRAINT accounts_each_mail_once_to_invitee UNIQUE (invitee_id, kind, key);
ALTER TABLE ONLY public.accounts_cohortgroup
    ADD CONSTRAINT accounts_group_once_per_cohort UNIQUE (cohort_id, name);
ALTER TABLE ONLY public.accounts_guess
    ADD CONSTRAINT accounts_guess_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.accounts_invitee
    ADD CONSTRAINT accounts_invitee_invite_id_key UNIQUE (invite_id);
ALTER TABLE ONLY public.accounts_invitee
    ADD CONSTRAINT accounts_invitee_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.accounts_learner
    ADD CONSTRAINT accounts_learner_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.accounts_learner
    ADD CONSTRAINT accounts_learner_user_id_key UNIQUE (user_id);
ALTER TABLE ONLY public.accounts_login
    ADD CONSTRAINT accounts_login_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.accounts_mail
    ADD CONSTRAINT accounts_mail_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.accounts_messagereading
    ADD CONSTRAINT accounts_messagereading_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.accounts_messagereading
    ADD CONSTRAINT accounts_one_reading_per_message UNIQUE (message_id, membership_id);
ALTER TABLE ONLY public.accounts_refusedaddress
    ADD CONSTRAINT accounts_refusedaddress_learner_id_key UNIQUE (learner_id);
ALTER TABLE ONLY public.accounts_refusedaddress
    ADD CONSTRAINT accounts_refusedaddress_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.accounts_session
    ADD CONSTRAINT accounts_session_pkey PRIMARY KEY (session_key);
ALTER TABLE ONLY public.accounts_cohortteacher
    ADD CONSTRAINT accounts_teacher_once_per_cohort UNIQUE (cohort_id, user_id);
ALTER TABLE ONLY public.accounts_user
    ADD CONSTRAINT accounts_user_email_key UNIQUE (email);
ALTER TABLE ONLY public.accounts_user_groups
    ADD CONSTRAINT accounts_user_groups_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.accounts_user_groups
    ADD CONSTRAINT accounts_user_groups_user_id_group_id_59c0b32f_uniq UNIQUE (user_id, group_id);
ALTER TABLE ONLY public.accounts_user
    ADD CONSTRAINT accounts_user_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.accounts_user_user_permissions
    ADD CONSTRAINT accounts_user_user_permi_user_id_permission_id_2ab516c2_uniq UNIQUE (user_id, permission_id);
ALTER TABLE ONLY public.accounts_user_user_permissions
    ADD CONSTRAINT accounts_user_user_permissions_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.auth_group
    ADD CONSTRAINT auth_group_name_key UNIQUE (name);
ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_group_id_permission_id_0cd325b0_uniq UNIQUE (group_id, permission_id);
ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.auth_group
    ADD CONSTRAINT auth_group_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_content_type_id_codename_01ab375a_uniq UNIQUE (content_type_id, codename);
ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.bank_testedcell
    ADD CONSTRAINT bank_cell_tested_once_per_version UNIQUE (version_id, cell_id);
ALTER TABLE ONLY public.bank_claim
    ADD CONSTRAINT bank_claim_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.bank_contradiction
    ADD CONSTRAINT bank_contradiction_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.bank_import
    ADD CONSTRAINT bank_import_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.bank_importedname
    ADD CONSTRAINT bank_importedname_external_key UNIQUE (external);
ALTER TABLE ONLY public.bank_importedname
    ADD CONSTRAINT bank_importedname_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.bank_item
    ADD CONSTRAINT bank_item_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.bank_item
    ADD CONSTRAINT bank_item_slug_key UNIQUE (slug);
ALTER TABLE ONLY public.bank_itemdraft
    ADD CONSTRAINT bank_itemdraft_item_id_key UNIQUE (item_id);
ALTER TABLE ONLY public.bank_itemdraft
    ADD CONSTRAINT bank_itemdraft_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.bank_itemevent
    ADD CONSTRAINT bank_itemevent_pkey PRIMARY KEY (pgh_id);
ALTER TABLE ONLY public.bank_itemversion
    ADD CONSTRAINT bank_itemversion_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.bank_misconception
    ADD CONSTRAINT bank_misconception_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.bank_misconception
    ADD CONSTRAINT bank_misconception_slug_key UNIQUE (slug);
ALTER TABLE ONLY public.bank_misconceptionevent
    ADD CONSTRAINT bank_misconceptionevent_pkey PRIMARY KEY (pgh_id);
ALTER TABLE ONLY public.bank_itemversion
    ADD CONSTRAINT bank_one_version_per_number UNIQUE (item_id, number);
ALTER TABLE ONLY public.bank_option
    ADD CONSTRAINT bank_option_keys_differ UNIQUE (version_id, key);
ALTER TABLE ONLY public.bank_option
    ADD CONSTRAINT bank_option_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.bank_option
    ADD CONSTRAINT bank_option_tokens_differ UNIQUE (version_id, token);
ALTER TABLE ONLY public.bank_retirement
    ADD CONSTRAINT bank_retirement_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.bank_retirementevent
    ADD CONSTRAINT bank_retirementevent_pkey PRIMARY KEY (pgh_id);
ALTER TABLE ONLY public.bank_testedcell
    ADD CONSTRAINT bank_testedcell_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.django_admin_log
    ADD CONSTRAINT django_admin_log_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.django_content_type
    ADD CONSTRAINT django_content_type_app_label_model_76bd3d3b_uniq UNIQUE (app_label, model);
ALTER TABLE ONLY public.django_content_type
    ADD CONSTRAINT django_content_type_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.django_migrations
    ADD CONSTRAINT django_migrations_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.lessons_cohortreading_courses
    ADD CONSTRAINT lessons_cohortreading_co_cohortreading_id_course__9c7725e2_uniq UNIQUE (cohortreading_id, course_id);
ALTER TABLE ONLY public.lessons_cohortreading
    ADD CONSTRAINT lessons_cohortreading_cohort_id_key UNIQUE (cohort_id);
ALTER TABLE ONLY public.lessons_cohortreading_courses
    ADD CONSTRAINT lessons_cohortreading_courses_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.lessons_cohortreading_hidden
    ADD CONSTRAINT lessons_cohortreading_hi_cohortreading_id_lesson__ddc8f427_uniq UNIQUE (cohortreading_id, lesson_id);
ALTER TABLE ONLY public.lessons_cohortreading_hidden
    ADD CONSTRAINT lessons_cohortreading_hidden_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.lessons_cohortreading
    ADD CONSTRAINT lessons_cohortreading_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.lessons_course
    ADD CONSTRAINT lessons_course_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.lessons_course
    ADD CONSTRAINT lessons_course_slug_key UNIQUE (slug);
ALTER TABLE ONLY public.lessons_incident
    ADD CONSTRAINT lessons_incident_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.lessons_incident
    ADD CONSTRAINT lessons_incident_slug_key UNIQUE (slug);
ALTER TABLE ONLY public.lessons_incidentevent
    ADD CONSTRAINT lessons_incidentevent_pkey PRIMARY KEY (pgh_id);
ALTER TABLE ONLY public.lessons_lesson
    ADD CONSTRAINT lessons_lesson_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.lessons_lesson
    ADD CONSTRAINT lessons_lesson_slug_key UNIQUE (slug);
ALTER TABLE ONLY public.lessons_lessondraft
    ADD CONSTRAINT lessons_lessondraft_lesson_id_key UNIQUE (lesson_id);
ALTER TABLE ONLY public.lessons_lessondraft
    ADD CONSTRAINT lessons_lessondraft_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.lessons_lessonevent
    ADD CONSTRAINT lessons_lessonevent_pkey PRIMARY KEY (pgh_id);
ALTER TABLE ONLY public.lessons_novelty
    ADD CONSTRAINT lessons_novelty_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.lessons_novelty
    ADD CONSTRAINT lessons_novelty_slug_key UNIQUE (slug);
ALTER TABLE ONLY public.lessons_noveltyevent
    ADD CONSTRAINT lessons_noveltyevent_pkey PRIMARY KEY (pgh_id);
ALTER TABLE ONLY public.lessons_place
    ADD CONSTRAINT lessons_one_place_per_lesson UNIQUE (learner_id, lesson_id);
ALTER TABLE ONLY public.lessons_reading
    ADD CONSTRAINT lessons_one_reading_per_section UNIQUE (learner_id, lesson_id, anchor);
ALTER TABLE ONLY public.lessons_picture
    ADD CONSTRAINT lessons_picture_name_key UNIQUE (name);
ALTER TABLE ONLY public.lessons_picture
    ADD CONSTRAINT lessons_picture_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.lessons_pictureevent
    ADD CONSTRAINT lessons_pictureevent_pkey PRIMARY KEY (pgh_id);
ALTER TABLE ONLY public.lessons_place
    ADD CONSTRAINT lessons_place_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.lessons_reading
    ADD CONSTRAINT lessons_reading_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.lessons_scheduledpublication
    ADD CONSTRAINT lessons_scheduledpublication_lesson_id_key UNIQUE (lesson_id);
ALTER TABLE ONLY public.lessons_scheduledpublication
    ADD CONSTRAINT lessons_scheduledpublication_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.lessons_term
    ADD CONSTRAINT lessons_term_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.lessons_term
    ADD CONSTRAINT lessons_term_slug_key UNIQUE (slug);
ALTER TABLE ONLY public.lessons_termevent
    ADD CONSTRAINT lessons_termevent_pkey PRIMARY KEY (pgh_id);
ALTER TABLE ONLY public.lti_deployment
    ADD CONSTRAINT lti_deployment_once_per_platform UNIQUE (platform_id, name);
ALTER TABLE ONLY public.lti_deployment
    ADD CONSTRAINT lti_deployment_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.lti_identity
    ADD CONSTRAINT lti_identity_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.lti_launch
    ADD CONSTRAINT lti_launch_nonce_key UNIQUE (nonce);
ALTER TABLE ONLY public.lti_launch
    ADD CONSTRAINT lti_launch_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.lti_launch
    ADD CONSTRAINT lti_launch_state_key UNIQUE (state);
ALTER TABLE ONLY public.lti_lineitem
    ADD CONSTRAINT lti_lineitem_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.lti_linkedclass
    ADD CONSTRAINT lti_linkedclass_cohort_id_key UNIQUE (cohort_id);
ALTER TABLE ONLY public.lti_linkedclass
    ADD CONSTRAINT lti_linkedclass_invite_id_key UNIQUE (invite_id);
ALTER TABLE ONLY public.lti_linkedclass
    ADD CONSTRAINT lti_linkedclass_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.lti_linkedclass
    ADD CONSTRAINT lti_one_class_per_course UNIQUE (deployment_id, context);
ALTER TABLE ONLY public.lti_lineitem
    ADD CONSTRAINT lti_one_line_item_per_column UNIQUE (linked_id, "column");
ALTER TABLE ONLY public.lti_identity
    ADD CONSTRAINT lti_one_person_per_subject UNIQUE (issuer, subject);
ALTER TABLE ONLY public.lti_platform
    ADD CONSTRAINT lti_one_platform_per_client UNIQUE (issuer, client_id);
ALTER TABLE ONLY public.lti_rosterentry
    ADD CONSTRAINT lti_one_roster_entry_per_subject UNIQUE (linked_id, subject);
ALTER TABLE ONLY public.lti_score
    ADD CONSTRAINT lti_one_score_per_learner_and_line_item UNIQUE (line_item_id, learner_id);
ALTER TABLE ONLY public.lti_identity
    ADD CONSTRAINT lti_one_subject_per_learner UNIQUE (issuer, learner_id);
ALTER TABLE ONLY public.lti_platform
    ADD CONSTRAINT lti_platform_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.lti_registrationlink
    ADD CONSTRAINT lti_registrationlink_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.lti_registrationlink
    ADD CONSTRAINT lti_registrationlink_token_key UNIQUE (token);
ALTER TABLE ONLY public.lti_rosterentry
    ADD CONSTRAINT lti_rosterentry_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.lti_score
    ADD CONSTRAINT lti_score_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.lti_toolkey
    ADD CONSTRAINT lti_toolkey_kid_key UNIQUE (kid);
ALTER TABLE ONLY public.lti_toolkey
    ADD CONSTRAINT lti_toolkey_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.matrix_commontask
    ADD CONSTRAINT matrix_commontask_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.matrix_commontask
    ADD CONSTRAINT matrix_commontask_slug_key UNIQUE (slug);
ALTER TABLE ONLY public.matrix_commontaskevent
    ADD CONSTRAINT matrix_commontaskevent_pkey PRIMARY KEY (pgh_id);
ALTER TABLE ONLY public.matrix_control
    ADD CONSTRAINT matrix_control_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.matrix_control
    ADD CONSTRAINT matrix_control_slug_key UNIQUE (slug);
ALTER TABLE ONLY public.matrix_controlevent
    ADD CONSTRAINT matrix_controlevent_pkey PRIMARY KEY (pgh_id);
ALTER TABLE ONLY public.matrix_dispute
    ADD CONSTRAINT matrix_dispute_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.matrix_duty
    ADD CONSTRAINT matrix_duty_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.matrix_dutyevent
    ADD CONSTRAINT matrix_dutyevent_pkey PRIMARY KEY (pgh_id);
ALTER TABLE ONLY public.matrix_examshare
    ADD CONSTRAINT matrix_examshare_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.matrix_examshareevent
    ADD CONSTRAINT matrix_examshareevent_pkey PRIMARY KEY (pgh_id);
ALTER TABLE ONLY public.matrix_factproposal
    ADD CONSTRAINT matrix_factproposal_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.matrix_factsrevision
    ADD CONSTRAINT matrix_factsrevision_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.matrix_layer
    ADD CONSTRAINT matrix_layer_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.matrix_layer
    ADD CONSTRAINT matrix_layer_slug_key UNIQUE (slug);
ALTER TABLE ONLY public.matrix_layerevent
    ADD CONSTRAINT matrix_layerevent_pkey PRIMARY KEY (pgh_id);
ALTER TABLE ONLY public.matrix_look
    ADD CONSTRAINT matrix_look_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.matrix_lookevent
    ADD CONSTRAINT matrix_lookevent_pkey PRIMARY KEY (pgh_id);
ALTER TABLE ONLY public.matrix_responsibility
    ADD CONSTRAINT matrix_one_cell_per_service_and_layer UNIQUE (service_id, layer_id);
ALTER TABLE ONLY public.matrix_duty
    ADD CONSTRAINT matrix_one_duty_per_cell_and_slug UNIQUE (cell_id, slug);
ALTER TABLE ONLY public.matrix_examshare
    ADD CONSTRAINT matrix_one_exam_share_per_subject UNIQUE NULLS NOT DISTINCT (service_id, layer_id, control_id, skill);
ALTER TABLE ONLY public.matrix_rule
    ADD CONSTRAINT matrix_one_rule_per_layer_and_kind UNIQUE NULLS NOT DISTINCT (layer_id, service_type_id);
ALTER TABLE ONLY public.matrix_responsibility
    ADD CONSTRAINT matrix_responsibility_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.matrix_responsibilityevent
    ADD CONSTRAINT matrix_responsibilityevent_pkey PRIMARY KEY (pgh_id);
ALTER TABLE ONLY public.matrix_rule
    ADD CONSTRAINT matrix_rule_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.matrix_ruleevent
    ADD CONSTRAINT matrix_ruleevent_pkey PRIMARY KEY (pgh_id);
ALTER TABLE ONLY public.matrix_scenario
    ADD CONSTRAINT matrix_scenario_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.matrix_scenario
    ADD CONSTRAINT matrix_scenario_slug_key UNIQUE (slug);
ALTER TABLE ONLY public.matrix_scenarioevent
    ADD CONSTRAINT matrix_scenarioevent_pkey PRIMARY KEY (pgh_id);
ALTER TABLE ONLY public.matrix_searchentry
    ADD CONSTRAINT matrix_searchentry_pkey PRIMARY KEY (kind, path);
ALTER TABLE ONLY public.matrix_searchword
    ADD CONSTRAINT matrix_searchword_pkey PRIMARY KEY (word);
ALTER TABLE ONLY public.matrix_service
    ADD CONSTRAINT matrix_service_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.matrix_service
    ADD CONSTRAINT matrix_service_slug_key UNIQUE (slug);
ALTER TABLE ONLY public.matrix_servicedraft
    ADD CONSTRAINT matrix_servicedraft_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.matrix_servicedraft
    ADD CONSTRAINT matrix_servicedraft_service_id_key UNIQUE (service_id);
ALTER TABLE ONLY public.matrix_serviceevent
    ADD CONSTRAINT matrix_serviceevent_pkey PRIMARY KEY (pgh_id);
ALTER TABLE ONLY public.matrix_servicetype
    ADD CONSTRAINT matrix_servicetype_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.matrix_servicetype
    ADD CONSTRAINT matrix_servicetype_slug_key UNIQUE (slug);
ALTER TABLE ONLY public.matrix_servicetypeevent
    ADD CONSTRAINT matrix_servicetypeevent_pkey PRIMARY KEY (pgh_id);
ALTER TABLE ONLY public.mfa_authenticator
    ADD CONSTRAINT mfa_authenticator_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.pghistory_context
    ADD CONSTRAINT pghistory_context_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.planner_forecast
    ADD CONSTRAINT planner_forecast_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.planner_forecast
    ADD CONSTRAINT planner_one_forecast_per_learner_and_day UNIQUE (learner_id, day);
ALTER TABLE ONLY public.planner_reminders
    ADD CONSTRAINT planner_reminders_learner_id_key UNIQUE (learner_id);
ALTER TABLE ONLY public.planner_reminders
    ADD CONSTRAINT planner_reminders_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.planner_storedplan
    ADD CONSTRAINT planner_storedplan_learner_id_key UNIQUE (learner_id);
ALTER TABLE ONLY public.planner_storedplan
    ADD CONSTRAINT planner_storedplan_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.planner_studyplan
    ADD CONSTRAINT planner_studyplan_learner_id_key UNIQUE (learner_id);
ALTER TABLE ONLY public.planner_studyplan
    ADD CONSTRAINT planner_studyplan_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.planner_studyplan
    ADD CONSTRAINT planner_studyplan_token_key UNIQUE (token);
ALTER TABLE ONLY public.quizzes_accountstimecount
    ADD CONSTRAINT quizzes_accounts_one_count_per_duration UNIQUE (version_id, duration);
ALTER TABLE ONLY public.quizzes_accountsmarkcount
    ADD CONSTRAINT quizzes_accounts_one_count_per_marks UNIQUE (quiz_id, version_id, marks, rest, rest_maximum);
ALTER TABLE ONLY public.quizzes_accountsoptionstatistic
    ADD CONSTRAINT quizzes_accounts_one_count_per_option UNIQUE (version_id, band, option);
ALTER TABLE ONLY public.quizzes_accountsitemstatistic
    ADD CONSTRAINT quizzes_accountsitemstatistic_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.quizzes_accountsitemstatistic
    ADD CONSTRAINT quizzes_accountsitemstatistic_version_id_key UNIQUE (version_id);
ALTER TABLE ONLY public.quizzes_accountsmarkcount
    ADD CONSTRAINT quizzes_accountsmarkcount_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.quizzes_accountsoptionstatistic
    ADD CONSTRAINT quizzes_accountsoptionstatistic_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.quizzes_accountstimecount
    ADD CONSTRAINT quizzes_accountstimecount_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.quizzes_assignment
    ADD CONSTRAINT quizzes_assignment_event_key UNIQUE (event);
ALTER TABLE ONLY public.quizzes_assignment
    ADD CONSTRAINT quizzes_assignment_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.quizzes_assignmentevent
    ADD CONSTRAINT quizzes_assignmentevent_pkey PRIMARY KEY (pgh_id);
ALTER TABLE ONLY public.quizzes_assignmentexception
    ADD CONSTRAINT quizzes_assignmentexception_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.quizzes_assignmentexceptionevent
    ADD CONSTRAINT quizzes_assignmentexceptionevent_pkey PRIMARY KEY (pgh_id);
ALTER TABLE ONLY public.quizzes_attempt
    ADD CONSTRAINT quizzes_attempt_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.quizzes_attemptitem
    ADD CONSTRAINT quizzes_attemptitem_contrast_to_id_key UNIQUE (contrast_to_id);
ALTER TABLE ONLY public.quizzes_attemptitem
    ADD CONSTRAINT quizzes_attemptitem_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.quizzes_attemptscore
    ADD CONSTRAINT quizzes_attemptscore_attempt_id_key UNIQUE (attempt_id);
ALTER TABLE ONLY public.quizzes_attemptscore
    ADD CONSTRAINT quizzes_attemptscore_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.quizzes_cellmemory
    ADD CONSTRAINT quizzes_cellmemory_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.quizzes_classcount
    ADD CONSTRAINT quizzes_classcount_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.quizzes_classmarkcount
    ADD CONSTRAINT quizzes_classmarkcount_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.quizzes_correction
    ADD CONSTRAINT quizzes_correction_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.quizzes_grade
    ADD CONSTRAINT quizzes_grade_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.quizzes_gradingrun
    ADD CONSTRAINT quizzes_gradingrun_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.quizzes_gradingrun
    ADD CONSTRAINT quizzes_gradingrun_undoes_id_key UNIQUE (undoes_id);
ALTER TABLE ONLY public.quizzes_gradingrunitem
    ADD CONSTRAINT quizzes_gradingrunitem_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.quizzes_gradingrunitem
    ADD CONSTRAINT quizzes_item_once_per_grading_run UNIQUE (run_id, item_id);
ALTER TABLE ONLY public.quizzes_slot
    ADD CONSTRAINT quizzes_item_once_per_quiz UNIQUE (quiz_id, item_id);
ALTER TABLE ONLY public.quizzes_itemfigures
    ADD CONSTRAINT quizzes_itemfigures_item_id_key UNIQUE (item_id);
ALTER TABLE ONLY public.quizzes_itemfigures
    ADD CONSTRAINT quizzes_itemfigures_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.quizzes_itemresult
    ADD CONSTRAINT quizzes_itemresult_attempt_item_id_key UNIQUE (attempt_item_id);
ALTER TABLE ONLY public.quizzes_itemresult
    ADD CONSTRAINT quizzes_itemresult_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.quizzes_itemstatistic
    ADD CONSTRAINT quizzes_itemstatistic_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.quizzes_itemstatistic
    ADD CONSTRAINT quizzes_itemstatistic_version_id_key UNIQUE (version_id);
ALTER TABLE ONLY public.quizzes_learnernote
    ADD CONSTRAINT quizzes_learnernote_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.quizzes_markcount
    ADD CONSTRAINT quizzes_markcount_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.quizzes_assignment
    ADD CONSTRAINT quizzes_one_assignment_per_lesson UNIQUE (cohort_id, lesson_id);
ALTER TABLE ONLY public.quizzes_correction
    ADD CONSTRAINT quizzes_one_correction_per_run_and_attempt UNIQUE (run_id, attempt_id);
ALTER TABLE ONLY public.quizzes_markcount
    ADD CONSTRAINT quizzes_one_count_per_marks UNIQUE (quiz_id, version_id, marks, rest, rest_maximum);
ALTER TABLE ONLY public.quizzes_optionstatistic
    ADD CONSTRAINT quizzes_one_count_per_option_and_band UNIQUE (version_id, band, option);
ALTER TABLE ONLY public.quizzes_timecount
    ADD CONSTRAINT quizzes_one_count_per_version_and_duration UNIQUE (version_id, duration);
ALTER TABLE ONLY public.quizzes_assignmentexception
    ADD CONSTRAINT quizzes_one_exception_per_learner UNIQUE (assignment_id, learner_id);
ALTER TABLE ONLY public.quizzes_grade
    ADD CONSTRAINT quizzes_one_grade_per_run UNIQUE NULLS NOT DISTINCT (response_id, run_id);
ALTER TABLE ONLY public.quizzes_attemptitem
    ADD CONSTRAINT quizzes_one_item_per_position UNIQUE (attempt_id, "position");
ALTER TABLE ONLY public.quizzes_rulememory
    ADD CONSTRAINT quizzes_one_memory_per_learner_and_rule UNIQUE (learner_id, rule);
ALTER TABLE ONLY public.quizzes_learnernote
    ADD CONSTRAINT quizzes_one_note_per_learner_and_thing UNIQUE NULLS NOT DISTINCT (learner_id, item_id, cell_id, lesson_id, anchor);
ALTER TABLE ONLY public.quizzes_response
    ADD CONSTRAINT quizzes_one_response_per_event UNIQUE (attempt_item_id, event);
ALTER TABLE ONLY public.quizzes_response
    ADD CONSTRAINT quizzes_one_response_per_sequence UNIQUE (attempt_item_id, sequence);
ALTER TABLE ONLY public.quizzes_optionstatistic
    ADD CONSTRAINT quizzes_optionstatistic_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.quizzes_problemreport
    ADD CONSTRAINT quizzes_problemreport_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.quizzes_quiz
    ADD CONSTRAINT quizzes_quiz_lesson_id_key UNIQUE (lesson_id);
ALTER TABLE ONLY public.quizzes_quiz
    ADD CONSTRAINT quizzes_quiz_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.quizzes_quiz
    ADD CONSTRAINT quizzes_quiz_slug_key UNIQUE (slug);
ALTER TABLE ONLY public.quizzes_recount
    ADD CONSTRAINT quizzes_recount_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.quizzes_response
    ADD CONSTRAINT quizzes_response_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.quizzes_rulememory
    ADD CONSTRAINT quizzes_rulememory_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.quizzes_slippedanswer
    ADD CONSTRAINT quizzes_slippedanswer_again_id_key UNIQUE (again_id);
ALTER TABLE ONLY public.quizzes_slippedanswer
    ADD CONSTRAINT quizzes_slippedanswer_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.quizzes_slippedanswer
    ADD CONSTRAINT quizzes_slippedanswer_response_id_key UNIQUE (response_id);
ALTER TABLE ONLY public.quizzes_slot
    ADD CONSTRAINT quizzes_slot_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.quizzes_timecount
    ADD CONSTRAINT quizzes_timecount_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.teach_bulkchange
    ADD CONSTRAINT teach_bulkchange_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.teach_bulkchange
    ADD CONSTRAINT teach_bulkchange_undoes_id_key UNIQUE (undoes_id);
ALTER TABLE ONLY public.teach_bulkchangeitem
    ADD CONSTRAINT teach_bulkchangeitem_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.teach_contradictionevent
    ADD CONSTRAINT teach_contradictionevent_pkey PRIMARY KEY (pgh_id);
ALTER TABLE ONLY public.teach_courseevent
    ADD CONSTRAINT teach_courseevent_pkey PRIMARY KEY (pgh_id);
ALTER TABLE ONLY public.teach_courseofclassevent
    ADD CONSTRAINT teach_courseofclassevent_pkey PRIMARY KEY (pgh_id);
ALTER TABLE ONLY public.teach_disputeevent
    ADD CONSTRAINT teach_disputeevent_pkey PRIMARY KEY (pgh_id);
ALTER TABLE ONLY public.teach_excusal
    ADD CONSTRAINT teach_excusal_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.teach_excusalevent
    ADD CONSTRAINT teach_excusalevent_pkey PRIMARY KEY (pgh_id);
ALTER TABLE ONLY public.teach_excusal
    ADD CONSTRAINT teach_excused_once_per_column UNIQUE (cohort_id, learner_id, "column");
ALTER TABLE ONLY public.teach_formerlearner
    ADD CONSTRAINT teach_former_learners_have_own_numbers UNIQUE (cohort_id, number);
ALTER TABLE ONLY public.teach_formerlearner
    ADD CONSTRAINT teach_formerlearner_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.teach_gradebooksettings
    ADD CONSTRAINT teach_gradebooksettings_pkey PRIMARY KEY (cohort_id);
ALTER TABLE ONLY public.teach_gradingrunevent
    ADD CONSTRAINT teach_gradingrunevent_pkey PRIMARY KEY (pgh_id);
ALTER TABLE ONLY public.teach_hiddenlessonevent
    ADD CONSTRAINT teach_hiddenlessonevent_pkey PRIMARY KEY (pgh_id);
ALTER TABLE ONLY public.teach_incidentdeletion
    ADD CONSTRAINT teach_incidentdeletion_pkey PRIMARY KEY (pgh_id);
ALTER TABLE ONLY public.teach_bulkchangeitem
    ADD CONSTRAINT teach_item_once_per_bulk_change UNIQUE (change_id, item_id);
ALTER TABLE ONLY public.teach_itemdeletion
    ADD CONSTRAINT teach_itemdeletion_pkey PRIMARY KEY (pgh_id);
ALTER TABLE ONLY public.teach_layerdeletion
    ADD CONSTRAINT teach_layerdeletion_pkey PRIMARY KEY (pgh_id);
ALTER TABLE ONLY public.teach_lessondeletion
    ADD CONSTRAINT teach_lessondeletion_pkey PRIMARY KEY (pgh_id);
ALTER TABLE ONLY public.teach_loggedevent
    ADD CONSTRAINT teach_loggedevent_pkey PRIMARY KEY (pgh_id);
ALTER TABLE ONLY public.teach_membershipevent
    ADD CONSTRAINT teach_membershipevent_pkey PRIMARY KEY (pgh_id);
ALTER TABLE ONLY public.teach_misconceptiondeletion
    ADD CONSTRAINT teach_misconceptiondeletion_pkey PRIMARY KEY (pgh_id);
ALTER TABLE ONLY public.teach_noveltydeletion
    ADD CONSTRAINT teach_noveltydeletion_pkey PRIMARY KEY (pgh_id);
ALTER TABLE ONLY public.teach_permissionevent
    ADD CONSTRAINT teach_permissionevent_pkey PRIMARY KEY (pgh_id);
ALTER TABLE ONLY public.teach_quizevent
    ADD CONSTRAINT teach_quizevent_pkey PRIMARY KEY (pgh_id);
ALTER TABLE ONLY public.teach_readingevent
    ADD CONSTRAINT teach_readingevent_pkey PRIMARY KEY (pgh_id);
ALTER TABLE ONLY public.teach_reportevent
    ADD CONSTRAINT teach_reportevent_pkey PRIMARY KEY (pgh_id);
ALTER TABLE ONLY public.teach_rightsevent
    ADD CONSTRAINT teach_rightsevent_pkey PRIMARY KEY (pgh_id);
ALTER TABLE ONLY public.teach_servicedeletion
    ADD CONSTRAINT teach_servicedeletion_pkey PRIMARY KEY (pgh_id);
ALTER TABLE ONLY public.teach_servicetypedeletion
    ADD CONSTRAINT teach_servicetypedeletion_pkey PRIMARY KEY (pgh_id);
ALTER TABLE ONLY public.teach_slotevent
    ADD CONSTRAINT teach_slotevent_pkey PRIMARY KEY (pgh_id);
ALTER TABLE ONLY public.teach_termdeletion
    ADD CONSTRAINT teach_termdeletion_pkey PRIMARY KEY (pgh_id);
ALTER TABLE ONLY public.teach_weeklydigest
    ADD CONSTRAINT teach_weeklydigest_learner_id_key UNIQUE (learner_id);
ALTER TABLE ONLY public.teach_weeklydigest
    ADD CONSTRAINT teach_weeklydigest_pkey PRIMARY KEY (id);
CREATE INDEX account_emailaddress_email_03be32b2 ON public.account_emailaddress USING btree (email);
CREATE INDEX account_emailaddress_email_03be32b2_like ON public.account_emailaddress USING btree (email varchar_pattern_ops);
CREATE INDEX account_emailaddress_user_id_2c513194 ON public.account_emailaddress USING btree (user_id);
CREATE INDEX account_emailconfirmation_email_address_id_5b7f8c58 ON public.account_emailconfirmation USING btree (email_address_id);
CREATE INDEX account_emailconfirmation_key_f43612bd_like ON public.account_emailconfirmation USING btree (key varchar_pattern_ops);
CREATE INDEX accounts_assistantinvite_cohort_id_cfee95c5 ON public.accounts_assistantinvite USING btree (cohort_id);
CREATE INDEX accounts_assistantinvite_token_8a5c6807_like ON public.accounts_assistantinvite USING btree (token varchar_pattern_ops);
CREATE INDEX accounts_classmail_cohort_id_bebf0421 ON public.accounts_classmail USING btree (cohort_id);
CREATE INDEX accounts_cohortevent_pgh_context_id_664e5529 ON public.accounts_cohortevent USING btree (pgh_context_id);
CREATE INDEX accounts_cohortevent_pgh_obj_id_f9ed4dbb ON public.accounts_cohortevent USING btree (pgh_obj_id);
CREATE INDEX accounts_cohortgroup_cohort_id_4a031f98 ON public.accounts_cohortgroup USING btree (cohort_id);
CREATE INDEX accounts_cohortgroupevent_cohort_id_01e966bb ON public.accounts_cohortgroupevent USING btree (cohort_id);
CREATE INDEX accounts_cohortgroupevent_pgh_context_id_fb78c558 ON public.accounts_cohortgroupevent USING btree (pgh_context_id);
CREATE INDEX accounts_cohortgroupevent_pgh_obj_id_6323e5ee ON public.accounts_cohortgroupevent USING btree (pgh_obj_id);
CREATE INDEX accounts_cohortinvite_code_da58fda2_like ON public.accounts_cohortinvite USING btree (code varchar_pattern_ops);
CREATE INDEX accounts_cohortinvite_cohort_id_21e11f7a ON public.accounts_cohortinvite USING btree (cohort_id);
CREATE INDEX accounts_cohortinvite_token_b93c6f09_like ON public.accounts_cohortinvite USING btree (token varchar_pattern_ops);
CREATE INDEX accounts_cohortinviteevent_cohort_id_90c64ea6 ON public.accounts_cohortinviteevent USING btree (cohort_id);
CREATE INDEX accounts_cohortinviteevent_pgh_context_id_bfb11b1b ON public.accounts_cohortinviteevent USING btree (pgh_context_id);
CREATE INDEX accounts_cohortinviteevent_pgh_obj_id_3b4600d2 ON public.accounts_cohortinviteevent USING btree (pgh_obj_id);
CREATE INDEX accounts_cohortmembership_cohort_id_33481bff ON public.accounts_cohortmembership USING btree (cohort_id);
CREATE INDEX accounts_cohortmembership_group_id_f9c8ea35 ON public.accounts_cohortmembership USING btree (group_id);
CREATE INDEX accounts_cohortmembership_invite_id_d47b2df9 ON public.accounts_cohortmembership USING btree (invite_id);
CREATE INDEX accounts_cohortmembership_learner_id_f011639f ON public.accounts_cohortmembership USING btree (learner_id);
CREATE INDEX accounts_cohortmembershipevent_cohort_id_8324ae31 ON public.accounts_cohortmembershipevent USING btree (cohort_id);
CREATE INDEX accounts_cohortmembershipevent_pgh_context_id_1ef199e9 ON public.accounts_cohortmembershipevent USING btree (pgh_context_id);
CREATE INDEX accounts_cohortmembershipevent_pgh_obj_id_2f166620 ON public.accounts_cohortmembershipevent USING btree (pgh_obj_id);
CREATE INDEX accounts_cohortmessage_cohort_id_59130425 ON public.accounts_cohortmessage USING btree (cohort_id);
CREATE INDEX accounts_cohortteacher_cohort_id_89f79a9a ON public.accounts_cohortteacher USING btree (cohort_id);
CREATE INDEX accounts_cohortteacher_user_id_02734173 ON public.accounts_cohortteacher USING btree (user_id);
CREATE INDEX accounts_cohortteacherevent_cohort_id_57957d66 ON public.accounts_cohortteacherevent USING btree (cohort_id);
CREATE INDEX accounts_cohortteacherevent_pgh_context_id_81b48152 ON public.accounts_cohortteacherevent USING btree (pgh_context_id);
CREATE INDEX accounts_cohortteacherevent_pgh_obj_id_00be18ed ON public.accounts_cohortteacherevent USING btree (pgh_obj_id);
CREATE INDEX accounts_cohortteacherevent_user_id_31c2bf68 ON public.accounts_cohortteacherevent USING btree (user_id);
CREATE INDEX accounts_guesses_of_account ON public.accounts_guess USING btree (account, at);
CREATE INDEX accounts_guesses_of_network ON public.accounts_guess USING btree (network, at);
CREATE INDEX accounts_invitee_cohort_id_a0cfcbb6 ON public.accounts_invitee USING btree (cohort_id);
CREATE INDEX accounts_invitees_to_mail ON public.accounts_invitee USING btree (id) WHERE ((mailed_at IS NULL) AND (NOT refused));
CREATE INDEX accounts_learner_merged_into_id_391c38ff ON public.accounts_learner USING btree (merged_into_id);
CREATE UNIQUE INDEX accounts_learner_once_per_cohort ON public.accounts_cohortmembership USING btree (cohort_id, learner_id) WHERE (left_at IS NULL);
CREATE INDEX accounts_log_ins_by_age ON public.accounts_login USING btree (at);
CREATE INDEX accounts_log_ins_of_user ON public.accounts_login USING btree (user_id, at DESC);
CREATE INDEX accounts_login_user_id_46162ebd ON public.accounts_login USING btree (user_id);
CREATE INDEX accounts_mail_class_mail_id_9f8c5996 ON public.accounts_mail USING btree (class_mail_id);
CREATE INDEX accounts_mail_invitee_id_14ec4f69 ON public.accounts_mail USING btree (invitee_id);
CREATE INDEX accounts_mail_learner_id_b3a9668c ON public.accounts_mail USING btree (learner_id);
CREATE INDEX accounts_mails_in_doubt ON public.accounts_mail USING btree (claimed_at) WHERE ((state)::text = ANY ((ARRAY['claimed'::character varying, 'lost'::character varying])::text[]));
CREATE INDEX accounts_mails_of_author ON public.accounts_classmail USING btree (author, sent_at);
CREATE INDEX accounts_mails_to_send ON public.accounts_mail USING btree (kind, id) WHERE ((state)::text = 'waiting'::text);
CREATE INDEX accounts_members_to_count ON public.accounts_cohortmembership USING btree (id) WHERE ((counted IS NULL) OR (counted AND (left_at IS NOT NULL)) OR ((NOT counted) AND (left_at IS NULL)));
CREATE INDEX accounts_messagereading_membership_id_6ed11794 ON public.accounts_messagereading USING btree (membership_id);
CREATE INDEX accounts_messagereading_message_id_ebabf529 ON public.accounts_messagereading USING btree (message_id);
CREATE INDEX accounts_session_expire_date_5bbfba7c ON public.accounts_session USING btree (expire_date);
CREATE INDEX accounts_session_session_key_b186966f_like ON public.accounts_session USING btree (session_key varchar_pattern_ops);
CREATE INDEX accounts_session_user_id_d5aaed01 ON public.accounts_session USING btree (user_id);
CREATE INDEX accounts_user_email_b2644a56_like ON public.accounts_user USING btree (email varchar_pattern_ops);
CREATE INDEX accounts_user_groups_group_id_bd11a704 ON public.accounts_user_groups USING btree (group_id);
CREATE INDEX accounts_user_groups_user_id_52b62117 ON public.accounts_user_groups USING btree (user_id);
CREATE INDEX accounts_user_user_permissions_permission_id_113bb443 ON public.accounts_user_user_permissions USING btree (permission_id);
CREATE INDEX accounts_user_user_permissions_user_id_e4f0a161 ON public.accounts_user_user_permissions USING btree (user_id);
CREATE INDEX auth_group_name_a6ea08ec_like ON public.auth_group USING btree (name varchar_pattern_ops);
CREATE INDEX auth_group_permissions_group_id_b120cbf9 ON public.auth_group_permissions USING btree (group_id);
CREATE INDEX auth_group_permissions_permission_id_84c5c92e ON public.auth_group_permissions USING btree (permission_id);
CREATE INDEX auth_permission_content_type_id_2f476e4b ON public.auth_permission USING btree (content_type_id);
CREATE INDEX bank_claim_cell_id_a1295ab2 ON public.bank_claim USING btree (cell_id);
CREATE INDEX bank_claim_control_id_c9768783 ON public.bank_claim USING btree (control_id);
CREATE INDEX bank_claim_duty_id_fa82972e ON public.bank_claim USING btree (duty_id);
CREATE INDEX bank_claim_layer_id_1d164c8c ON public.bank_claim USING btree (layer_id);
CREATE INDEX bank_claim_option_id_68c17390 ON public.bank_claim USING btree (option_id);
CREATE INDEX bank_contradiction_item_id_9b73935c ON public.bank_contradiction USING btree (item_id);
CREATE INDEX bank_contradiction_version_id_397b6d5f ON public.bank_contradiction USING btree (version_id);
CREATE INDEX bank_importedname_external_47374c04_like ON public.bank_importedname USING btree (external varchar_pattern_ops);
CREATE INDEX bank_importedname_item_id_b6fc6cfd ON public.bank_importedname USING btree (item_id);
CREATE INDEX bank_item_published_id_d53ef129 ON public.bank_item USING btree (published_id);
CREATE INDEX bank_item_slug_0e6e3ea9_like ON public.bank_item USING btree (slug varchar_pattern_ops);
CREATE INDEX bank_itemevent_pgh_context_id_ad1a2cb2 ON public.bank_itemevent USING btree (pgh_context_id);
CREATE INDEX bank_itemevent_pgh_obj_id_2bdd1efa ON public.bank_itemevent USING btree (pgh_obj_id);
CREATE INDEX bank_itemevent_published_id_2405753c ON public.bank_itemevent USING btree (published_id);
CREATE INDEX bank_itemversion_item_id_ca97247a ON public.bank_itemversion USING btree (item_id);
CREATE INDEX bank_misconception_here_id_5f1caa56 ON public.bank_misconception USING btree (here_id);
CREATE INDEX bank_misconception_slug_3d5fd862_like ON public.bank_misconception USING btree (slug varchar_pattern_ops);
CREATE INDEX bank_misconception_there_id_43174ce7 ON public.bank_misconception USING btree (there_id);
CREATE INDEX bank_misconceptionevent_here_id_6473f41d ON public.bank_misconceptionevent USING btree (here_id);
CREATE INDEX bank_misconceptionevent_pgh_context_id_c9758fd9 ON public.bank_misconceptionevent USING btree (pgh_context_id);
CREATE INDEX bank_misconceptionevent_pgh_obj_id_b3fbe133 ON public.bank_misconceptionevent USING btree (pgh_obj_id);
CREATE INDEX bank_misconceptionevent_there_id_574cfc1d ON public.bank_misconceptionevent USING btree (there_id);
CREATE UNIQUE INDEX bank_one_file_waits_per_editor ON public.bank_import USING btree (editor) WHERE (done_at IS NULL);
CREATE UNIQUE INDEX bank_one_open_contradiction_per_item ON public.bank_contradiction USING btree (item_id) WHERE (closed_at IS NULL);
CREATE UNIQUE INDEX bank_one_retirement_at_a_time ON public.bank_retirement USING btree (item_id) WHERE (ended_at IS NULL);
CREATE INDEX bank_option_version_id_51807942 ON public.bank_option USING btree (version_id);
CREATE INDEX bank_retirement_item_id_533ca287 ON public.bank_retirement USING btree (item_id);
CREATE INDEX bank_retirement_version_id_4cfa9845 ON public.bank_retirement USING btree (version_id);
CREATE INDEX bank_retirementevent_item_id_934790c6 ON public.bank_retirementevent USING btree (item_id);
CREATE INDEX bank_retirementevent_pgh_context_id_6a35333d ON public.bank_retirementevent USING btree (pgh_context_id);
CREATE INDEX bank_retirementevent_pgh_obj_id_994a19f1 ON public.bank_retirementevent USING btree (pgh_obj_id);
CREATE INDEX bank_retirementevent_version_id_4f1a18cb ON public.bank_retirementevent USING btree (version_id);
CREATE INDEX bank_testedcell_cell_id_1f1cdfe9 ON public.bank_testedcell USING btree (cell_id);
CREATE INDEX bank_testedcell_version_id_9a7deef6 ON public.bank_testedcell USING btree (version_id);
CREATE INDEX bank_versions_by_stem ON public.bank_itemversion USING btree (md5(btrim(lower(regexp_replace(stem, '\s+'::text, ' '::text, 'g'::text)), ' .?!'::text)));
CREATE INDEX django_admin_log_content_type_id_c4bce8eb ON public.django_admin_log USING btree (content_type_id);
CREATE INDEX django_admin_log_user_id_c564eba6 ON public.django_admin_log USING btree (user_id);
CREATE INDEX lessons_cohortreading_courses_cohortreading_id_8ccd9ad1 ON public.lessons_cohortreading_courses USING btree (cohortreading_id);
CREATE INDEX lessons_cohortreading_courses_course_id_eeef71d5 ON public.lessons_cohortreading_courses USING btree (course_id);
CREATE INDEX lessons_cohortreading_hidden_cohortreading_id_bc76b838 ON public.lessons_cohortreading_hidden USING btree (cohortreading_id);
CREATE INDEX lessons_cohortreading_hidden_lesson_id_3a724283 ON public.lessons_cohortreading_hidden USING btree (lesson_id);
CREATE INDEX lessons_course_slug_d45f778e_like ON public.lessons_course USING btree (slug varchar_pattern_ops);
CREATE INDEX lessons_incident_slug_6fdbd750_like ON public.lessons_incident USING btree (slug varchar_pattern_ops);
CREATE INDEX lessons_incidentevent_pgh_context_id_b7666add ON public.lessons_incidentevent USING btree (pgh_context_id);
CREATE INDEX lessons_incidentevent_pgh_obj_id_481b1ef1 ON public.lessons_incidentevent USING btree (pgh_obj_id);
CREATE INDEX lessons_lesson_course_id_ddec91f2 ON public.lessons_lesson USING btree (course_id);
CREATE INDEX lessons_lesson_slug_af9ce118_like ON public.lessons_lesson USING btree (slug varchar_pattern_ops);
CREATE INDEX lessons_lessondraft_editor_id_691f1635 ON public.lessons_lessondraft USING btree (editor_id);
CREATE INDEX lessons_lessonevent_course_id_3d837f45 ON public.lessons_lessonevent USING btree (course_id);
CREATE INDEX lessons_lessonevent_pgh_context_id_653a46b1 ON public.lessons_lessonevent USING btree (pgh_context_id);
CREATE INDEX lessons_lessonevent_pgh_obj_id_201af867 ON public.lessons_lessonevent USING btree (pgh_obj_id);
CREATE INDEX lessons_novelty_slug_17419095_like ON public.lessons_novelty USING btree (slug varchar_pattern_ops);
CREATE INDEX lessons_noveltyevent_pgh_context_id_dd7b7eec ON public.lessons_noveltyevent USING btree (pgh_context_id);
CREATE INDEX lessons_noveltyevent_pgh_obj_id_1e13392a ON public.lessons_noveltyevent USING btree (pgh_obj_id);
CREATE INDEX lessons_picture_name_13e5b288_like ON public.lessons_picture USING btree (name varchar_pattern_ops);
CREATE INDEX lessons_picture_uploaded_by_id_100ffa98 ON public.lessons_picture USING btree (uploaded_by_id);
CREATE INDEX lessons_pictureevent_pgh_context_id_f587b5c2 ON public.lessons_pictureevent USING btree (pgh_context_id);
CREATE INDEX lessons_pictureevent_pgh_obj_id_406d3f74 ON public.lessons_pictureevent USING btree (pgh_obj_id);
CREATE INDEX lessons_pictureevent_uploaded_by_id_7564cbca ON public.lessons_pictureevent USING btree (uploaded_by_id);
CREATE INDEX lessons_place_learner_id_e9aae6c3 ON public.lessons_place USING btree (learner_id);
CREATE INDEX lessons_place_lesson_id_7dfdb119 ON public.lessons_place USING btree (lesson_id);
CREATE INDEX lessons_reading_learner_id_bf144d95 ON public.lessons_reading USING btree (learner_id);
CREATE INDEX lessons_reading_lesson_id_41574c71 ON public.lessons_reading USING btree (lesson_id);
CREATE INDEX lessons_scheduledpublication_editor_id_1099b691 ON public.lessons_scheduledpublication USING btree (editor_id);
CREATE INDEX lessons_term_slug_b1825135_like ON public.lessons_term USING btree (slug varchar_pattern_ops);
CREATE INDEX lessons_termevent_pgh_context_id_aad7a273 ON public.lessons_termevent USING btree (pgh_context_id);
CREATE INDEX lessons_termevent_pgh_obj_id_b6bbea0f ON public.lessons_termevent USING btree (pgh_obj_id);
CREATE INDEX lti_deployment_platform_id_8556022e ON public.lti_deployment USING btree (platform_id);
CREATE INDEX lti_identity_learner_id_6029893c ON public.lti_identity USING btree (learner_id);
CREATE INDEX lti_launch_learner_id_08ea823b ON public.lti_launch USING btree (learner_id);
CREATE INDEX lti_launch_nonce_9c759d03_like ON public.lti_launch USING btree (nonce varchar_pattern_ops);
CREATE INDEX lti_launch_platform_id_7492383b ON public.lti_launch USING btree (platform_id);
CREATE INDEX lti_launch_state_a9a2adaa_like ON public.lti_launch USING btree (state varchar_pattern_ops);
CREATE INDEX lti_launches_by_end ON public.lti_launch USING btree (expires_at);
CREATE INDEX lti_lineitem_linked_id_83b7eecd ON public.lti_lineitem USING btree (linked_id);
CREATE INDEX lti_linkedclass_deployment_id_a8c3ab9f ON public.lti_linkedclass USING btree (deployment_id);
CREATE UNIQUE INDEX lti_one_key_signs ON public.lti_toolkey USING btree (retired_at) NULLS NOT DISTINCT WHERE (retired_at IS NULL);
CREATE INDEX lti_registrationlink_token_cae80dbc_like ON public.lti_registrationlink USING btree (token varchar_pattern_ops);
CREATE INDEX lti_rosterentry_learner_id_cb7dbf95 ON public.lti_rosterentry USING btree (learner_id);
CREATE INDEX lti_rosterentry_linked_id_2a82d420 ON public.lti_rosterentry USING btree (linked_id);
CREATE INDEX lti_score_learner_id_caad9e3f ON public.lti_score USING btree (learner_id);
CREATE INDEX lti_score_line_item_id_70cf10f0 ON public.lti_score USING btree (line_item_id);
CREATE INDEX lti_scores_to_send ON public.lti_score USING btree (next_at) WHERE ((delivered IS NULL) OR (delivered < stamp));
CREATE INDEX lti_toolkey_kid_54d68c99_like ON public.lti_toolkey USING btree (kid varchar_pattern_ops);
CREATE UNIQUE INDEX matrix_common_task_once_per_cell ON public.matrix_duty USING btree (cell_id, common_task_id) WHERE (NOT retired);
CREATE INDEX matrix_commontask_layer_id_360764fc ON public.matrix_commontask USING btree (layer_id);
CREATE INDEX matrix_commontask_slug_b55c7062_like ON public.matrix_commontask USING btree (slug varchar_pattern_ops);
CREATE INDEX matrix_commontaskevent_layer_id_a51deb7c ON public.matrix_commontaskevent USING btree (layer_id);
CREATE INDEX matrix_commontaskevent_pgh_context_id_7ae1e370 ON public.matrix_commontaskevent USING btree (pgh_context_id);
CREATE INDEX matrix_commontaskevent_pgh_obj_id_6b287d1f ON public.matrix_commontaskevent USING btree (pgh_obj_id);
CREATE INDEX matrix_control_slug_196dd12b_like ON public.matrix_control USING btree (slug varchar_pattern_ops);
CREATE INDEX matrix_controlevent_pgh_context_id_c5ad57d3 ON public.matrix_controlevent USING btree (pgh_context_id);
CREATE INDEX matrix_controlevent_pgh_obj_id_893d5d84 ON public.matrix_controlevent USING btree (pgh_obj_id);
CREATE INDEX matrix_dispute_cell_id_c183e457 ON public.matrix_dispute USING btree (cell_id);
CREATE INDEX matrix_dispute_learner_id_57b9fe53 ON public.matrix_dispute USING btree (learner_id);
CREATE INDEX matrix_duty_cell_id_4136a031 ON public.matrix_duty USING btree (cell_id);
CREATE INDEX matrix_duty_common_task_id_4abbb43c ON public.matrix_duty USING btree (common_task_id);
CREATE INDEX matrix_dutyevent_cell_id_28dedd25 ON public.matrix_dutyevent USING btree (cell_id);
CREATE INDEX matrix_dutyevent_common_task_id_dc729d6d ON public.matrix_dutyevent USING btree (common_task_id);
CREATE INDEX matrix_dutyevent_pgh_context_id_8bfc26f2 ON public.matrix_dutyevent USING btree (pgh_context_id);
CREATE INDEX matrix_dutyevent_pgh_obj_id_21ae6385 ON public.matrix_dutyevent USING btree (pgh_obj_id);
CREATE INDEX matrix_examshare_control_id_96bab94b ON public.matrix_examshare USING btree (control_id);
CREATE INDEX matrix_examshare_layer_id_964ed9ba ON public.matrix_examshare USING btree (layer_id);
CREATE INDEX matrix_examshare_service_id_50b4d40f ON public.matrix_examshare USING btree (service_id);
CREATE INDEX matrix_examshareevent_control_id_d0ab909c ON public.matrix_examshareevent USING btree (control_id);
CREATE INDEX matrix_examshareevent_layer_id_88bc8678 ON public.matrix_examshareevent USING btree (layer_id);
CREATE INDEX matrix_examshareevent_pgh_context_id_4516d74b ON public.matrix_examshareevent USING btree (pgh_context_id);
CREATE INDEX matrix_examshareevent_pgh_obj_id_29c6debd ON public.matrix_examshareevent USING btree (pgh_obj_id);
CREATE INDEX matrix_examshareevent_service_id_7423d01e ON public.matrix_examshareevent USING btree (service_id);
CREATE INDEX matrix_layer_slug_35472258_like ON public.matrix_layer USING btree (slug varchar_pattern_ops);
CREATE INDEX matrix_layerevent_pgh_context_id_531c9649 ON public.matrix_layerevent USING btree (pgh_context_id);
CREATE INDEX matrix_layerevent_pgh_obj_id_90301e87 ON public.matrix_layerevent USING btree (pgh_obj_id);
CREATE INDEX matrix_look_by_subject ON public.matrix_look USING btree (kind, subject);
CREATE INDEX matrix_lookevent_pgh_context_id_e97f8fa4 ON public.matrix_lookevent USING btree (pgh_context_id);
CREATE INDEX matrix_lookevent_pgh_obj_id_ecfc5542 ON public.matrix_lookevent USING btree (pgh_obj_id);
CREATE UNIQUE INDEX matrix_one_open_dispute_per_learner_and_cell ON public.matrix_dispute USING btree (learner_id, cell_id) WHERE (closed_at IS NULL);
CREATE INDEX matrix_proposals_by_proposer ON public.matrix_factproposal USING btree (proposed_by);
CREATE INDEX matrix_responsibility_layer_id_0527ae76 ON public.matrix_responsibility USING btree (layer_id);
CREATE INDEX matrix_responsibility_service_id_754a42c5 ON public.matrix_responsibility USING btree (service_id);
CREATE INDEX matrix_responsibilityevent_layer_id_36df8952 ON public.matrix_responsibilityevent USING btree (layer_id);
CREATE INDEX matrix_responsibilityevent_pgh_context_id_53f247e9 ON public.matrix_responsibilityevent USING btree (pgh_context_id);
CREATE INDEX matrix_responsibilityevent_pgh_obj_id_b1b8cbab ON public.matrix_responsibilityevent USING btree (pgh_obj_id);
CREATE INDEX matrix_responsibilityevent_service_id_279ba6cd ON public.matrix_responsibilityevent USING btree (service_id);
CREATE INDEX matrix_rule_layer_id_b5ca4ebf ON public.matrix_rule USING btree (layer_id);
CREATE INDEX matrix_rule_service_type_id_00fca79b ON public.matrix_rule USING btree (service_type_id);
CREATE INDEX matrix_ruleevent_layer_id_7f400d45 ON public.matrix_ruleevent USING btree (layer_id);
CREATE INDEX matrix_ruleevent_pgh_context_id_51d8b9d6 ON public.matrix_ruleevent USING btree (pgh_context_id);
CREATE INDEX matrix_ruleevent_pgh_obj_id_936147be ON public.matrix_ruleevent USING btree (pgh_obj_id);
CREATE INDEX matrix_ruleevent_service_type_id_1b37a1da ON public.matrix_ruleevent USING btree (service_type_id);
CREATE INDEX matrix_scenario_cell_id_dfd5700b ON public.matrix_scenario USING btree (cell_id);
CREATE INDEX matrix_scenario_control_id_ddf065d5 ON public.matrix_scenario USING btree (control_id);
CREATE INDEX matrix_scenario_duty_id_ec7c3683 ON public.matrix_scenario USING btree (duty_id);
CREATE INDEX matrix_scenario_layer_id_913bdc3c ON public.matrix_scenario USING btree (layer_id);
CREATE INDEX matrix_scenario_slug_56321a4f_like ON public.matrix_scenario USING btree (slug varchar_pattern_ops);
CREATE INDEX matrix_scenarioevent_cell_id_0e6a2b8d ON public.matrix_scenarioevent USING btree (cell_id);
CREATE INDEX matrix_scenarioevent_control_id_f21badc3 ON public.matrix_scenarioevent USING btree (control_id);
CREATE INDEX matrix_scenarioevent_duty_id_b9c75d8b ON public.matrix_scenarioevent USING btree (duty_id);
CREATE INDEX matrix_scenarioevent_layer_id_c618af60 ON public.matrix_scenarioevent USING btree (layer_id);
CREATE INDEX matrix_scenarioevent_pgh_context_id_4e3dec6e ON public.matrix_scenarioevent USING btree (pgh_context_id);
CREATE INDEX matrix_scenarioevent_pgh_obj_id_d758d3ab ON public.matrix_scenarioevent USING btree (pgh_obj_id);
CREATE INDEX matrix_service_service_type_id_bdbff8ac ON public.matrix_service USING btree (service_type_id);
CREATE INDEX matrix_service_slug_e022effa_like ON public.matrix_service USING btree (slug varchar_pattern_ops);
CREATE INDEX matrix_service_variant_of_id_92a16ba5 ON public.matrix_service USING btree (variant_of_id);
CREATE INDEX matrix_serviceevent_pgh_context_id_1addb794 ON public.matrix_serviceevent USING btree (pgh_context_id);
CREATE INDEX matrix_serviceevent_pgh_obj_id_2d9d1136 ON public.matrix_serviceevent USING btree (pgh_obj_id);
CREATE INDEX matrix_serviceevent_service_type_id_487a0246 ON public.matrix_serviceevent USING btree (service_type_id);
CREATE INDEX matrix_serviceevent_variant_of_id_d33dce02 ON public.matrix_serviceevent USING btree (variant_of_id);
CREATE INDEX matrix_servicetype_slug_465e30bc_like ON public.matrix_servicetype USING btree (slug varchar_pattern_ops);
CREATE INDEX matrix_servicetypeevent_pgh_context_id_a125d00b ON public.matrix_servicetypeevent USING btree (pgh_context_id);
CREATE INDEX matrix_servicetypeevent_pgh_obj_id_e0597008 ON public.matrix_servicetypeevent USING btree (pgh_obj_id);
CREATE INDEX mfa_authenticator_user_id_0c3a50c0 ON public.mfa_authenticator USING btree (user_id);
CREATE INDEX planner_forecast_learner_id_fc035861 ON public.planner_forecast USING btree (learner_id);
CREATE INDEX planner_studyplan_token_682be34f_like ON public.planner_studyplan USING btree (token varchar_pattern_ops);
CREATE INDEX quizzes_accountsmarkcount_quiz_id_dbbf5ae9 ON public.quizzes_accountsmarkcount USING btree (quiz_id);
CREATE INDEX quizzes_accountsmarkcount_version_id_d9d83dfe ON public.quizzes_accountsmarkcount USING btree (version_id);
CREATE INDEX quizzes_accountsoptionstatistic_version_id_8d910335 ON public.quizzes_accountsoptionstatistic USING btree (version_id);
CREATE INDEX quizzes_accountstimecount_version_id_6fdebbe3 ON public.quizzes_accountstimecount USING btree (version_id);
CREATE INDEX quizzes_assignment_cohort_id_e4aa8c11 ON public.quizzes_assignment USING btree (cohort_id);
CREATE INDEX quizzes_assignment_lesson_id_94ce174d ON public.quizzes_assignment USING btree (lesson_id);
CREATE INDEX quizzes_assignment_quiz_id_a5eb3b39 ON public.quizzes_assignment USING btree (quiz_id);
CREATE INDEX quizzes_assignmentevent_cohort_id_63f42267 ON public.quizzes_assignmentevent USING btree (cohort_id);
CREATE INDEX quizzes_assignmentevent_lesson_id_7c7741c7 ON public.quizzes_assignmentevent USING btree (lesson_id);
CREATE INDEX quizzes_assignmentevent_pgh_context_id_42d70e88 ON public.quizzes_assignmentevent USING btree (pgh_context_id);
CREATE INDEX quizzes_assignmentevent_pgh_obj_id_240bcb98 ON public.quizzes_assignmentevent USING btree (pgh_obj_id);
CREATE INDEX quizzes_assignmentevent_quiz_id_dd6fe699 ON public.quizzes_assignmentevent USING btree (quiz_id);
CREATE INDEX quizzes_assignmentexception_assignment_id_ebe5b567 ON public.quizzes_assignmentexception USING btree (assignment_id);
CREATE INDEX quizzes_assignmentexception_learner_id_67994b0e ON public.quizzes_assignmentexception USING btree (learner_id);
CREATE INDEX quizzes_assignmentexceptionevent_assignment_id_c8474d54 ON public.quizzes_assignmentexceptionevent USING btree (assignment_id);
CREATE INDEX quizzes_assignmentexceptionevent_learner_id_65a6c171 ON public.quizzes_assignmentexceptionevent USING btree (learner_id);
CREATE INDEX quizzes_assignmentexceptionevent_pgh_context_id_ca92f502 ON public.quizzes_assignmentexceptionevent USING btree (pgh_context_id);
CREATE INDEX quizzes_assignmentexceptionevent_pgh_obj_id_60b661ca ON public.quizzes_assignmentexceptionevent USING btree (pgh_obj_id);
CREATE INDEX quizzes_attempt_assignment_id_4f0a831a ON public.quizzes_attempt USING btree (assignment_id);
CREATE INDEX quizzes_attempt_learner_id_76b094d7 ON public.quizzes_attempt USING btree (learner_id);
CREATE INDEX quizzes_attempt_quiz_id_5dc3f292 ON public.quizzes_attempt USING btree (quiz_id);
CREATE INDEX quizzes_attempt_retry_of_id_f45a5fee ON public.quizzes_attempt USING btree (retry_of_id);
CREATE INDEX quizzes_attemptitem_version_id_a16d0124 ON public.quizzes_attemptitem USING btree (version_id);
CREATE INDEX quizzes_attempts_to_count ON public.quizzes_attempt USING btree (id) WHERE ((closed_at IS NOT NULL) AND (NOT counted));
CREATE INDEX quizzes_attempts_to_settle ON public.quizzes_attempt USING btree (id) WHERE (counted AND (with_account IS NULL));
CREATE INDEX quizzes_attempts_with_flags ON public.quizzes_attempt USING btree (learner_id) WHERE has_flags;
CREATE INDEX quizzes_cellmemory_cell_id_495087bd ON public.quizzes_cellmemory USING btree (cell_id);
CREATE INDEX quizzes_classcount_of_version ON public.quizzes_classcount USING btree (version_id, cohort_id, span, block);
CREATE INDEX quizzes_classmarkcount_of_days ON public.quizzes_classmarkcount USING btree (cohort_id, span, block);
CREATE INDEX quizzes_classmarkcount_quiz_id_b1f8e0cc ON public.quizzes_classmarkcount USING btree (quiz_id);
CREATE INDEX quizzes_classmarkcount_version_id_4b2474c9 ON public.quizzes_classmarkcount USING btree (version_id);
CREATE INDEX quizzes_correction_attempt_id_59d5d640 ON public.quizzes_correction USING btree (attempt_id);
CREATE INDEX quizzes_correction_run_id_696e9ace ON public.quizzes_correction USING btree (run_id);
CREATE INDEX quizzes_grade_response_id_b11ee78a ON public.quizzes_grade USING btree (response_id);
CREATE INDEX quizzes_grade_run_id_c15fd144 ON public.quizzes_grade USING btree (run_id);
CREATE INDEX quizzes_grade_version_id_871d9fc5 ON public.quizzes_grade USING btree (version_id);
CREATE INDEX quizzes_gradingrunitem_item_id_598e9b3f ON public.quizzes_gradingrunitem USING btree (item_id);
CREATE INDEX quizzes_gradingrunitem_run_id_bc09b3c0 ON public.quizzes_gradingrunitem USING btree (run_id);
CREATE INDEX quizzes_gradingrunitem_version_id_8b823984 ON public.quizzes_gradingrunitem USING btree (version_id);
CREATE INDEX quizzes_itemfigures_published_id_bd9f8b04 ON public.quizzes_itemfigures USING btree (published_id);
CREATE INDEX quizzes_itemfigures_quiz_id_5664db28 ON public.quizzes_itemfigures USING btree (quiz_id);
CREATE INDEX quizzes_itemresult_response_id_2480f35f ON public.quizzes_itemresult USING btree (response_id);
CREATE INDEX quizzes_itemresult_version_id_491e01fa ON public.quizzes_itemresult USING btree (version_id);
CREATE INDEX quizzes_learnernote_cell_id_be4d4eb0 ON public.quizzes_learnernote USING btree (cell_id);
CREATE INDEX quizzes_learnernote_item_id_91b733c3 ON public.quizzes_learnernote USING btree (item_id);
CREATE INDEX quizzes_learnernote_lesson_id_854920a9 ON public.quizzes_learnernote USING btree (lesson_id);
CREATE INDEX quizzes_markcount_quiz_id_014c3a3f ON public.quizzes_markcount USING btree (quiz_id);
CREATE INDEX quizzes_markcount_version_id_05705a75 ON public.quizzes_markcount USING btree (version_id);
CREATE INDEX quizzes_memories_by_last ON public.quizzes_cellmemory USING btree (learner_id, last);
CREATE UNIQUE INDEX quizzes_one_assignment_without_limits_per_quiz ON public.quizzes_assignment USING btree (cohort_id, quiz_id) WHERE (((answers)::text = 'at-once'::text) AND (attempts IS NULL) AND (closes_at IS NULL) AND (minutes IS NULL) AND (opens_at IS NULL) AND (NOT shuffled));
CREATE UNIQUE INDEX quizzes_one_count_per_class_and_days ON public.quizzes_classcount USING btree (cohort_id, option, span, block, version_id) INCLUDE (answers, marks);
CREATE UNIQUE INDEX quizzes_one_count_per_class_marks_and_days ON public.quizzes_classmarkcount USING btree (cohort_id, quiz_id, span, block, version_id, marks, rest, rest_maximum, kinds) INCLUDE (attempts);
CREATE UNIQUE INDEX quizzes_one_memory_per_learner_and_cell ON public.quizzes_cellmemory USING btree (learner_id, cell_id) INCLUDE (tries, in_a_row, overnight);
CREATE UNIQUE INDEX quizzes_one_open_attempt_per_assignment ON public.quizzes_attempt USING btree (learner_id, assignment_id) WHERE ((closed_at IS NULL) AND (handed_in_at IS NULL));
CREATE UNIQUE INDEX quizzes_one_open_attempt_per_mode ON public.quizzes_attempt USING btree (learner_id, mode) WHERE ((assignment_id IS NULL) AND (closed_at IS NULL) AND (quiz_id IS NULL));
CREATE UNIQUE INDEX quizzes_one_open_attempt_per_quiz ON public.quizzes_attempt USING btree (learner_id, quiz_id) WHERE ((assignment_id IS NULL) AND (closed_at IS NULL));
CREATE UNIQUE INDEX quizzes_one_open_report_per_learner_and_version ON public.quizzes_problemreport USING btree (learner_id, version_id) WHERE (answered_at IS NULL);
CREATE INDEX quizzes_optionstatistic_version_id_c3f096ce ON public.quizzes_optionstatistic USING btree (version_id);
CREATE INDEX quizzes_problemreport_attempt_item_id_b955b33a ON public.quizzes_problemreport USING btree (attempt_item_id);
CREATE INDEX quizzes_problemreport_learner_id_8cebd55e ON public.quizzes_problemreport USING btree (learner_id);
CREATE INDEX quizzes_problemreport_version_id_14356690 ON public.quizzes_problemreport USING btree (version_id);
CREATE INDEX quizzes_quiz_slug_00008600_like ON public.quizzes_quiz USING btree (slug varchar_pattern_ops);
CREATE INDEX quizzes_response_attempt_item_id_f814329e ON public.quizzes_response USING btree (attempt_item_id);
CREATE INDEX quizzes_results_to_count ON public.quizzes_itemresult USING btree (id) WHERE (first_answer IS NULL);
CREATE INDEX quizzes_results_to_settle ON public.quizzes_itemresult USING btree (id) WHERE ((first_answer IS NOT NULL) AND (with_account IS NULL));
CREATE INDEX quizzes_served_by_version ON public.quizzes_attemptitem USING btree (attempt_id, version_id);
CREATE INDEX quizzes_slippedanswer_attempt_id_6b59ec52 ON public.quizzes_slippedanswer USING btree (attempt_id);
CREATE INDEX quizzes_slot_item_id_033d3fb0 ON public.quizzes_slot USING btree (item_id);
CREATE INDEX quizzes_slot_quiz_id_126619b9 ON public.quizzes_slot USING btree (quiz_id);
CREATE INDEX quizzes_stuck_memories ON public.quizzes_cellmemory USING btree (cell_id) WHERE (tries >= 8);
CREATE INDEX quizzes_timecount_version_id_ed3ccfac ON public.quizzes_timecount USING btree (version_id);
CREATE INDEX srm_history_in_time ON public.pghistory_context USING btree (created_at DESC, id DESC);
CREATE INDEX teach_bulkchangeitem_change_id_cdf06c85 ON public.teach_bulkchangeitem USING btree (change_id);
CREATE INDEX teach_bulkchangeitem_item_id_04bbdfed ON public.teach_bulkchangeitem USING btree (item_id);
CREATE INDEX teach_contradictionevent_item_id_1f76e787 ON public.teach_contradictionevent USING btree (item_id);
CREATE INDEX teach_contradictionevent_pgh_context_id_7df86c38 ON public.teach_contradictionevent USING btree (pgh_context_id);
CREATE INDEX teach_contradictionevent_pgh_obj_id_337a27c1 ON public.teach_contradictionevent USING btree (pgh_obj_id);
CREATE INDEX teach_contradictionevent_version_id_3d414727 ON public.teach_contradictionevent USING btree (version_id);
CREATE INDEX teach_courseevent_pgh_context_id_e80a6f6d ON public.teach_courseevent USING btree (pgh_context_id);
CREATE INDEX teach_courseevent_pgh_obj_id_6f7028b7 ON public.teach_courseevent USING btree (pgh_obj_id);
CREATE INDEX teach_courseofclassevent_cohortreading_id_0e8c8bad ON public.teach_courseofclassevent USING btree (cohortreading_id);
CREATE INDEX teach_courseofclassevent_course_id_32f24541 ON public.teach_courseofclassevent USING btree (course_id);
CREATE INDEX teach_courseofclassevent_pgh_context_id_f918af77 ON public.teach_courseofclassevent USING btree (pgh_context_id);
CREATE INDEX teach_courseofclassevent_pgh_obj_id_2e44d002 ON public.teach_courseofclassevent USING btree (pgh_obj_id);
CREATE INDEX teach_disputeevent_cell_id_a6bcaba9 ON public.teach_disputeevent USING btree (cell_id);
CREATE INDEX teach_disputeevent_pgh_context_id_5ea1a113 ON public.teach_disputeevent USING btree (pgh_context_id);
CREATE INDEX teach_disputeevent_pgh_obj_id_a1ca7e12 ON public.teach_disputeevent USING btree (pgh_obj_id);
CREATE INDEX teach_excusal_cohort_id_f5ecfa6a ON public.teach_excusal USING btree (cohort_id);
CREATE INDEX teach_excusal_learner_id_d5d83529 ON public.teach_excusal USING btree (learner_id);
CREATE INDEX teach_excusalevent_cohort_id_9fd65957 ON public.teach_excusalevent USING btree (cohort_id);
CREATE INDEX teach_excusalevent_learner_id_37275f3d ON public.teach_excusalevent USING btree (learner_id);
CREATE INDEX teach_excusalevent_pgh_context_id_e541b24d ON public.teach_excusalevent USING btree (pgh_context_id);
CREATE INDEX teach_excusalevent_pgh_obj_id_a38734db ON public.teach_excusalevent USING btree (pgh_obj_id);
CREATE INDEX teach_formerlearner_cohort_id_d27f9436 ON public.teach_formerlearner USING btree (cohort_id);
CREATE INDEX teach_gradingrunevent_pgh_context_id_d21c7eae ON public.teach_gradingrunevent USING btree (pgh_context_id);
CREATE INDEX teach_gradingrunevent_pgh_obj_id_8b853c0b ON public.teach_gradingrunevent USING btree (pgh_obj_id);
CREATE INDEX teach_gradingrunevent_undoes_id_f69c8698 ON public.teach_gradingrunevent USING btree (undoes_id);
CREATE INDEX teach_hiddenlessonevent_cohortreading_id_04116f87 ON public.teach_hiddenlessonevent USING btree (cohortreading_id);
CREATE INDEX teach_hiddenlessonevent_lesson_id_2f7273af ON public.teach_hiddenlessonevent USING btree (lesson_id);
CREATE INDEX teach_hiddenlessonevent_pgh_context_id_ac4eb85b ON public.teach_hiddenlessonevent USING btree (pgh_context_id);
CREATE INDEX teach_hiddenlessonevent_pgh_obj_id_4126febc ON public.teach_hiddenlessonevent USING btree (pgh_obj_id);
CREATE INDEX teach_incidentdeletion_pgh_context_id_7b3614f6 ON public.teach_incidentdeletion USING btree (pgh_context_id);
CREATE INDEX teach_incidentdeletion_pgh_obj_id_60984575 ON public.teach_incidentdeletion USING btree (pgh_obj_id);
CREATE INDEX teach_itemdeletion_pgh_context_id_9d4bc65c ON public.teach_itemdeletion USING btree (pgh_context_id);
CREATE INDEX teach_itemdeletion_pgh_obj_id_b57b2c40 ON public.teach_itemdeletion USING btree (pgh_obj_id);
CREATE INDEX teach_layerdeletion_pgh_context_id_da7c664c ON public.teach_layerdeletion USING btree (pgh_context_id);
CREATE INDEX teach_layerdeletion_pgh_obj_id_c9195807 ON public.teach_layerdeletion USING btree (pgh_obj_id);
CREATE INDEX teach_lessondeletion_pgh_context_id_fed73e3b ON public.teach_lessondeletion USING btree (pgh_context_id);
CREATE INDEX teach_lessondeletion_pgh_obj_id_4ff21f93 ON public.teach_lessondeletion USING btree (pgh_obj_id);
CREATE INDEX teach_loggedevent_content_type_id_9aee71a5 ON public.teach_loggedevent USING btree (content_type_id);
CREATE INDEX teach_loggedevent_pgh_context_id_fd3db8a9 ON public.teach_loggedevent USING btree (pgh_context_id);
CREATE INDEX teach_loggedevent_pgh_obj_id_6875f2f8 ON public.teach_loggedevent USING btree (pgh_obj_id);
CREATE INDEX teach_loggedevent_user_id_0f23e42b ON public.teach_loggedevent USING btree (user_id);
CREATE INDEX teach_membershipevent_group_id_920a5421 ON public.teach_membershipevent USING btree (group_id);
CREATE INDEX teach_membershipevent_pgh_context_id_aff1aa5d ON public.teach_membershipevent USING btree (pgh_context_id);
CREATE INDEX teach_membershipevent_pgh_obj_id_c565ef22 ON public.teach_membershipevent USING btree (pgh_obj_id);
CREATE INDEX teach_membershipevent_user_id_2b5c9f7c ON public.teach_membershipevent USING btree (user_id);
CREATE INDEX teach_misconceptiondeletion_pgh_context_id_cf44c984 ON public.teach_misconceptiondeletion USING btree (pgh_context_id);
CREATE INDEX teach_misconceptiondeletion_pgh_obj_id_132a0f9f ON public.teach_misconceptiondeletion USING btree (pgh_obj_id);
CREATE INDEX teach_noveltydeletion_pgh_context_id_6c19acd4 ON public.teach_noveltydeletion USING btree (pgh_context_id);
CREATE INDEX teach_noveltydeletion_pgh_obj_id_ba03cfab ON public.teach_noveltydeletion USING btree (pgh_obj_id);
CREATE INDEX teach_permissionevent_group_id_b847eaf1 ON public.teach_permissionevent USING btree (group_id);
CREATE INDEX teach_permissionevent_permission_id_2fb64d93 ON public.teach_permissionevent USING btree (permission_id);
CREATE INDEX teach_permissionevent_pgh_context_id_ac7b31a6 ON public.teach_permissionevent USING btree (pgh_context_id);
CREATE INDEX teach_permissionevent_pgh_obj_id_bb112463 ON public.teach_permissionevent USING btree (pgh_obj_id);
CREATE INDEX teach_quizevent_lesson_id_02e089d5 ON public.teach_quizevent USING btree (lesson_id);
CREATE INDEX teach_quizevent_pgh_context_id_74a60802 ON public.teach_quizevent USING btree (pgh_context_id);
CREATE INDEX teach_quizevent_pgh_obj_id_7f389227 ON public.teach_quizevent USING btree (pgh_obj_id);
CREATE INDEX teach_readingevent_cohort_id_2c25c9a5 ON public.teach_readingevent USING btree (cohort_id);
CREATE INDEX teach_readingevent_pgh_context_id_f96a81cc ON public.teach_readingevent USING btree (pgh_context_id);
CREATE INDEX teach_readingevent_pgh_obj_id_566078cd ON public.teach_readingevent USING btree (pgh_obj_id);
CREATE INDEX teach_reportevent_pgh_context_id_ab26e4f8 ON public.teach_reportevent USING btree (pgh_context_id);
CREATE INDEX teach_reportevent_pgh_obj_id_80d4304f ON public.teach_reportevent USING btree (pgh_obj_id);
CREATE INDEX teach_reportevent_version_id_7dc932c3 ON public.teach_reportevent USING btree (version_id);
CREATE INDEX teach_rightsevent_pgh_context_id_3015dfae ON public.teach_rightsevent USING btree (pgh_context_id);
CREATE INDEX teach_rightsevent_pgh_obj_id_81ae0936 ON public.teach_rightsevent USING btree (pgh_obj_id);
CREATE INDEX teach_servicedeletion_pgh_context_id_29766f54 ON public.teach_servicedeletion USING btree (pgh_context_id);
CREATE INDEX teach_servicedeletion_pgh_obj_id_d734459e ON public.teach_servicedeletion USING btree (pgh_obj_id);
CREATE INDEX teach_servicetypedeletion_pgh_context_id_09db654c ON public.teach_servicetypedeletion USING btree (pgh_context_id);
CREATE INDEX teach_servicetypedeletion_pgh_obj_id_fffeb0c4 ON public.teach_servicetypedeletion USING btree (pgh_obj_id);
CREATE INDEX teach_slotevent_item_id_8775cb44 ON public.teach_slotevent USING btree (item_id);
CREATE INDEX teach_slotevent_pgh_context_id_5c7fadd1 ON public.teach_slotevent USING btree (pgh_context_id);
CREATE INDEX teach_slotevent_pgh_obj_id_26f0a024 ON public.teach_slotevent USING btree (pgh_obj_id);
CREATE INDEX teach_slotevent_quiz_id_f84621a9 ON public.teach_slotevent USING btree (quiz_id);
CREATE INDEX teach_termdeletion_pgh_context_id_a1593d7b ON public.teach_termdeletion USING btree (pgh_context_id);
CREATE INDEX teach_termdeletion_pgh_obj_id_e9f37d07 ON public.teach_termdeletion USING btree (pgh_obj_id);
CREATE UNIQUE INDEX unique_authenticator_type ON public.mfa_authenticator USING btree (user_id, type) WHERE ((type)::text = ANY ((ARRAY['totp'::character varying, 'recovery_codes'::character varying])::text[]));
CREATE UNIQUE INDEX unique_primary_email ON public.account_emailaddress USING btree (user_id, "primary") WHERE "primary";
CREATE UNIQUE INDEX unique_verified_email ON public.account_emailaddress USING btree (email) WHERE verified;
CREATE CONSTRAINT TRIGGER matrix_search_follows AFTER UPDATE ON public.matrix_factsrevision DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.matrix_search_follow();
CREATE TRIGGER pgtrigger_added_insert_51e9a AFTER INSERT ON public.lessons_cohortreading_hidden FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_added_insert_51e9a();
COMMENT ON TRIGGER pgtrigger_added_insert_51e9a ON public.lessons_cohortreading_hidden IS '8fbe6727660e176496a4099c7a2de2fdca2715d5';
CREATE TRIGGER pgtrigger_added_insert_7a820 AFTER INSERT ON public.auth_group_permissions FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_added_insert_7a820();
COMMENT ON TRIGGER pgtrigger_added_insert_7a820 ON public.auth_group_permissions IS '230b6743c1166486717fb2d5db2679651e8974e4';
CREATE TRIGGER pgtrigger_added_insert_8aeb8 AFTER INSERT ON public.accounts_user_groups FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_added_insert_8aeb8();
COMMENT ON TRIGGER pgtrigger_added_insert_8aeb8 ON public.accounts_user_groups IS '12b2e8f300be4097769f3a86156cb0aa8eedc10a';
CREATE TRIGGER pgtrigger_added_insert_a94a5 AFTER INSERT ON public.lessons_cohortreading_courses FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_added_insert_a94a5();
COMMENT ON TRIGGER pgtrigger_added_insert_a94a5 ON public.lessons_cohortreading_courses IS 'c044e70024b7a5cb8ce2d9153c22a9658b373927';
CREATE TRIGGER pgtrigger_answered_update_1529a AFTER UPDATE ON public.quizzes_problemreport FOR EACH ROW WHEN ((old.answered_at IS DISTINCT FROM new.answered_at)) EXECUTE FUNCTION public.pgtrigger_answered_update_1529a();
COMMENT ON TRIGGER pgtrigger_answered_update_1529a ON public.quizzes_problemreport IS '5a7e9f195ef21878e808fa2ecfe9036020c09b3f';
CREATE TRIGGER pgtrigger_answered_update_79fb2 AFTER UPDATE ON public.matrix_dispute FOR EACH ROW WHEN ((old.closed_at IS DISTINCT FROM new.closed_at)) EXECUTE FUNCTION public.pgtrigger_answered_update_79fb2();
COMMENT ON TRIGGER pgtrigger_answered_update_79fb2 ON public.matrix_dispute IS 'f1926e0a29b1e1f2c00ea8372e222f942b2060d2';
CREATE TRIGGER pgtrigger_append_only_028fe BEFORE DELETE OR UPDATE ON public.teach_contradictionevent FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_append_only_028fe();
COMMENT ON TRIGGER pgtrigger_append_only_028fe ON public.teach_contradictionevent IS '0995e6b964ff75eb2161ff94e2f93b0daf89086d';
CREATE TRIGGER pgtrigger_append_only_05e67 BEFORE DELETE OR UPDATE ON public.teach_hiddenlessonevent FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_append_only_05e67();
COMMENT ON TRIGGER pgtrigger_append_only_05e67 ON public.teach_hiddenlessonevent IS 'b2af21cc001ce2c606f3cb488c0921e22b9b2209';
CREATE TRIGGER pgtrigger_append_only_08568 BEFORE DELETE OR UPDATE ON public.teach_incidentdeletion FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_append_only_08568();
COMMENT ON TRIGGER pgtrigger_append_only_08568 ON public.teach_incidentdeletion IS '8ac505fe47582b00adf09fdbe6e69a894dd497f9';
CREATE TRIGGER pgtrigger_append_only_0b15e BEFORE DELETE OR UPDATE ON public.teach_slotevent FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_append_only_0b15e();
COMMENT ON TRIGGER pgtrigger_append_only_0b15e ON public.teach_slotevent IS '5dc02e85712e3c12e0d3cfa74f9e518ee766874b';
CREATE TRIGGER pgtrigger_append_only_0f6e7 BEFORE DELETE OR UPDATE ON public.teach_loggedevent FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_append_only_0f6e7();
COMMENT ON TRIGGER pgtrigger_append_only_0f6e7 ON public.teach_loggedevent IS '4bc3390a623e6a07c140d7b8e0d401bfc486d668';
CREATE TRIGGER pgtrigger_append_only_101ff BEFORE DELETE OR UPDATE ON public.teach_layerdeletion FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_append_only_101ff();
COMMENT ON TRIGGER pgtrigger_append_only_101ff ON public.teach_layerdeletion IS '0030d6bc0dd73221568f661a58c7d38ac71ed92a';
CREATE TRIGGER pgtrigger_append_only_15349 BEFORE DELETE OR UPDATE ON public.teach_disputeevent FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_append_only_15349();
COMMENT ON TRIGGER pgtrigger_append_only_15349 ON public.teach_disputeevent IS '079966d7ed5ddd4d9b6ab788e563e1a60ed0e8a5';
CREATE TRIGGER pgtrigger_append_only_188b8 BEFORE DELETE OR UPDATE ON public.teach_courseofclassevent FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_append_only_188b8();
COMMENT ON TRIGGER pgtrigger_append_only_188b8 ON public.teach_courseofclassevent IS 'f9e29aafa309adc8393087b15aaec7f42e7cdb6f';
CREATE TRIGGER pgtrigger_append_only_19119 BEFORE DELETE OR UPDATE ON public.teach_membershipevent FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_append_only_19119();
COMMENT ON TRIGGER pgtrigger_append_only_19119 ON public.teach_membershipevent IS 'a151e196197928a67a383166504ba6ff7923bb84';
CREATE TRIGGER pgtrigger_append_only_25324 BEFORE DELETE OR UPDATE ON public.teach_reportevent FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_append_only_25324();
COMMENT ON TRIGGER pgtrigger_append_only_25324 ON public.teach_reportevent IS '2dcd4d6f476bd33a09fa368257f3fec10d4433c8';
CREATE TRIGGER pgtrigger_append_only_26815 BEFORE DELETE OR UPDATE ON public.accounts_cohortevent FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_append_only_26815();
COMMENT ON TRIGGER pgtrigger_append_only_26815 ON public.accounts_cohortevent IS 'f4512eadd2a98b036fc05704b81f783e97508935';
CREATE TRIGGER pgtrigger_append_only_283e6 BEFORE DELETE OR UPDATE ON public.matrix_commontaskevent FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_append_only_283e6();
COMMENT ON TRIGGER pgtrigger_append_only_283e6 ON public.matrix_commontaskevent IS 'f07b4e828e554ab80e4b25471a7b0b879576f1ef';
CREATE TRIGGER pgtrigger_append_only_2b8f7 BEFORE DELETE OR UPDATE ON public.teach_lessondeletion FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_append_only_2b8f7();
COMMENT ON TRIGGER pgtrigger_append_only_2b8f7 ON public.teach_lessondeletion IS '848fae9a2497d839360d1f85bc259e3bccdacde1';
CREATE TRIGGER pgtrigger_append_only_2db09 BEFORE DELETE OR UPDATE ON public.quizzes_assignmentexceptionevent FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_append_only_2db09();
COMMENT ON TRIGGER pgtrigger_append_only_2db09 ON public.quizzes_assignmentexceptionevent IS '8cc5549a7ce7f78290e762169d1621256c1f7428';
CREATE TRIGGER pgtrigger_append_only_305a6 BEFORE DELETE OR UPDATE ON public.matrix_controlevent FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_append_only_305a6();
COMMENT ON TRIGGER pgtrigger_append_only_305a6 ON public.matrix_controlevent IS 'c6885a3bcf0d8f404658e3d8b4ed0f107fb20e0d';
CREATE TRIGGER pgtrigger_append_only_343e0 BEFORE DELETE OR UPDATE ON public.teach_noveltydeletion FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_append_only_343e0();
COMMENT ON TRIGGER pgtrigger_append_only_343e0 ON public.teach_noveltydeletion IS 'd553f2ab4bf70a35beeff75a1ed6aac5158adfdc';
CREATE TRIGGER pgtrigger_append_only_3bb7b BEFORE DELETE OR UPDATE ON public.lessons_incidentevent FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_append_only_3bb7b();
COMMENT ON TRIGGER pgtrigger_append_only_3bb7b ON public.lessons_incidentevent IS '93a13248796b07f677cd014d48cdc23b8218f514';
CREATE TRIGGER pgtrigger_append_only_3d195 BEFORE DELETE OR UPDATE ON public.teach_courseevent FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_append_only_3d195();
COMMENT ON TRIGGER pgtrigger_append_only_3d195 ON public.teach_courseevent IS '86ee6d46c0433b4c5b0724f95ec3cf57f5e22fba';
CREATE TRIGGER pgtrigger_append_only_3da39 BEFORE DELETE OR UPDATE ON public.lessons_lessonevent FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_append_only_3da39();
COMMENT ON TRIGGER pgtrigger_append_only_3da39 ON public.lessons_lessonevent IS '0c70f9bf3d07c8a4f4c2bdad4bb2618733fb7549';
CREATE TRIGGER pgtrigger_append_only_43d49 BEFORE DELETE OR UPDATE ON public.teach_servicetypedeletion FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_append_only_43d49();
COMMENT ON TRIGGER pgtrigger_append_only_43d49 ON public.teach_servicetypedeletion IS '55efb654f8face8cfbd9dcb6ade5a8b62e6d5be9';
CREATE TRIGGER pgtrigger_append_only_45375 BEFORE DELETE OR UPDATE ON public.teach_quizevent FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_append_only_45375();
COMMENT ON TRIGGER pgtrigger_append_only_45375 ON public.teach_quizevent IS 'a96770acde0a735f10e40163535a1b748a64ab71';
CREATE TRIGGER pgtrigger_append_only_454b4 BEFORE DELETE OR UPDATE ON public.bank_misconceptionevent FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_append_only_454b4();
COMMENT ON TRIGGER pgtrigger_append_only_454b4 ON public.bank_misconceptionevent IS 'b61493877c483648a270c98952ef863788186445';
CREATE TRIGGER pgtrigger_append_only_4ca27 BEFORE DELETE OR UPDATE ON public.teach_misconceptiondeletion FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_append_only_4ca27();
COMMENT ON TRIGGER pgtrigger_append_only_4ca27 ON public.teach_misconceptiondeletion IS '20f96b7daa1d1239088ebdd41702bed4378b85c3';
CREATE TRIGGER pgtrigger_append_only_50a2d BEFORE DELETE OR UPDATE ON public.matrix_ruleevent FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_append_only_50a2d();
COMMENT ON TRIGGER pgtrigger_append_only_50a2d ON public.matrix_ruleevent IS '83e4580ad7f734f96eb79c186b2b3a5deaf36276';
CREATE TRIGGER pgtrigger_append_only_63855 BEFORE DELETE OR UPDATE ON public.matrix_dutyevent FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_append_only_63855();
COMMENT ON TRIGGER pgtrigger_append_only_63855 ON public.matrix_dutyevent IS '7ad6d0466b7a81d24b8e17410505d39e9df9d764';
CREATE TRIGGER pgtrigger_append_only_75761 BEFORE DELETE OR UPDATE ON public.bank_retirementevent FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_append_only_75761();
COMMENT ON TRIGGER pgtrigger_append_only_75761 ON public.bank_retirementevent IS 'af41abcfdda0b3b48759788bc187b08e5abf3433';
CREATE TRIGGER pgtrigger_append_only_76480 BEFORE DELETE OR UPDATE ON public.matrix_layerevent FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_append_only_76480();
COMMENT ON TRIGGER pgtrigger_append_only_76480 ON public.matrix_layerevent IS '1f2e735f489e3b1365bc5d2b4ab67dfadb974100';
CREATE TRIGGER pgtrigger_append_only_7e246 BEFORE DELETE OR UPDATE ON public.matrix_serviceevent FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_append_only_7e246();
COMMENT ON TRIGGER pgtrigger_append_only_7e246 ON public.matrix_serviceevent IS '0af1daee94aa57c3987fc46129ee5c75d90ad3b6';
CREATE TRIGGER pgtrigger_append_only_7f89f BEFORE DELETE OR UPDATE ON public.matrix_examshareevent FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_append_only_7f89f();
COMMENT ON TRIGGER pgtrigger_append_only_7f89f ON public.matrix_examshareevent IS '44a96a6863366dc087f33b74a9177869bbc13edd';
CREATE TRIGGER pgtrigger_append_only_8045f BEFORE DELETE OR UPDATE ON public.teach_readingevent FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_append_only_8045f();
COMMENT ON TRIGGER pgtrigger_append_only_8045f ON public.teach_readingevent IS '4a366bc311b1b9431e54863d8552ca2c4b933a43';
CREATE TRIGGER pgtrigger_append_only_87532 BEFORE DELETE OR UPDATE ON public.lessons_noveltyevent FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_append_only_87532();
COMMENT ON TRIGGER pgtrigger_append_only_87532 ON public.lessons_noveltyevent IS 'c2624d124aed7584b8ae247f5fdb15f8ced42c78';
CREATE TRIGGER pgtrigger_append_only_88022 BEFORE DELETE OR UPDATE ON public.accounts_cohortinviteevent FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_append_only_88022();
COMMENT ON TRIGGER pgtrigger_append_only_88022 ON public.accounts_cohortinviteevent IS 'ec3aae04be8af50aacba2e32e1f015960512cae5';
CREATE TRIGGER pgtrigger_append_only_8a2aa BEFORE DELETE OR UPDATE ON public.accounts_cohortmembershipevent FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_append_only_8a2aa();
COMMENT ON TRIGGER pgtrigger_append_only_8a2aa ON public.accounts_cohortmembershipevent IS '2ab399aea01814e7c91fd83a66bac950c9e0d8a7';
CREATE TRIGGER pgtrigger_append_only_987bb BEFORE DELETE OR UPDATE ON public.accounts_cohortteacherevent FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_append_only_987bb();
COMMENT ON TRIGGER pgtrigger_append_only_987bb ON public.accounts_cohortteacherevent IS '8d88e78dfd026928bb69d449b84f43f549b5ccb9';
CREATE TRIGGER pgtrigger_append_only_a0e67 BEFORE DELETE OR UPDATE ON public.accounts_cohortgroupevent FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_append_only_a0e67();
COMMENT ON TRIGGER pgtrigger_append_only_a0e67 ON public.accounts_cohortgroupevent IS '2c5e0bad793d7b289f1059d7dbbe0ba4753b41a9';
CREATE TRIGGER pgtrigger_append_only_a856c BEFORE DELETE OR UPDATE ON public.matrix_responsibilityevent FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_append_only_a856c();
COMMENT ON TRIGGER pgtrigger_append_only_a856c ON public.matrix_responsibilityevent IS 'cab4f04178e03ec95056c9d85f0996681e297e31';
CREATE TRIGGER pgtrigger_append_only_aa882 BEFORE DELETE OR UPDATE ON public.teach_servicedeletion FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_append_only_aa882();
COMMENT ON TRIGGER pgtrigger_append_only_aa882 ON public.teach_servicedeletion IS '8bb534d42289d35eee3cc5493f03e60cd112309a';
CREATE TRIGGER pgtrigger_append_only_b1e25 BEFORE DELETE OR UPDATE ON public.matrix_lookevent FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_append_only_b1e25();
COMMENT ON TRIGGER pgtrigger_append_only_b1e25 ON public.matrix_lookevent IS 'fa8b84d6ca496b33c0f4db0f9b157d349e3ab3da';
CREATE TRIGGER pgtrigger_append_only_b496d BEFORE DELETE OR UPDATE ON public.quizzes_assignmentevent FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_append_only_b496d();
COMMENT ON TRIGGER pgtrigger_append_only_b496d ON public.quizzes_assignmentevent IS '9ffad1aa1a0da4c7556965fcad0f34808f477390';
CREATE TRIGGER pgtrigger_append_only_b799b BEFORE DELETE OR UPDATE ON public.matrix_servicetypeevent FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_append_only_b799b();
COMMENT ON TRIGGER pgtrigger_append_only_b799b ON public.matrix_servicetypeevent IS '2f1ff413c3f2a54c864595ed341f41c355bf54ea';
CREATE TRIGGER pgtrigger_append_only_bbf45 BEFORE DELETE OR UPDATE ON public.teach_itemdeletion FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_append_only_bbf45();
COMMENT ON TRIGGER pgtrigger_append_only_bbf45 ON public.teach_itemdeletion IS '85697654d69f5e2986a8a7d900ae8ccd6f4e4adb';
CREATE TRIGGER pgtrigger_append_only_bd7e3 BEFORE DELETE OR UPDATE ON public.teach_rightsevent FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_append_only_bd7e3();
COMMENT ON TRIGGER pgtrigger_append_only_bd7e3 ON public.teach_rightsevent IS 'bd98ff9b349e155466bc6c49cf6100352a11c13d';
CREATE TRIGGER pgtrigger_append_only_d42c9 BEFORE DELETE OR UPDATE ON public.teach_excusalevent FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_append_only_d42c9();
COMMENT ON TRIGGER pgtrigger_append_only_d42c9 ON public.teach_excusalevent IS 'ad2a7d1b38c0601420631862830346e650d0bdd1';
CREATE TRIGGER pgtrigger_append_only_da78b BEFORE DELETE OR UPDATE ON public.lessons_pictureevent FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_append_only_da78b();
COMMENT ON TRIGGER pgtrigger_append_only_da78b ON public.lessons_pictureevent IS 'ec5a72211e6a125de1e404a7e522b1c57bf7543b';
CREATE TRIGGER pgtrigger_append_only_de192 BEFORE DELETE OR UPDATE ON public.matrix_scenarioevent FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_append_only_de192();
COMMENT ON TRIGGER pgtrigger_append_only_de192 ON public.matrix_scenarioevent IS '8c639648c227a86a891c51b37b5565c07fab5004';
CREATE TRIGGER pgtrigger_append_only_f100e BEFORE DELETE OR UPDATE ON public.lessons_termevent FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_append_only_f100e();
COMMENT ON TRIGGER pgtrigger_append_only_f100e ON public.lessons_termevent IS 'd553a453372dfbeaecb351e535028fed59276ad1';
CREATE TRIGGER pgtrigger_append_only_f2850 BEFORE DELETE OR UPDATE ON public.bank_itemevent FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_append_only_f2850();
COMMENT ON TRIGGER pgtrigger_append_only_f2850 ON public.bank_itemevent IS 'b6818462caf2d5331d54d1bcfe7e587fa8b9427f';
CREATE TRIGGER pgtrigger_append_only_f4ff7 BEFORE DELETE OR UPDATE ON public.teach_termdeletion FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_append_only_f4ff7();
COMMENT ON TRIGGER pgtrigger_append_only_f4ff7 ON public.teach_termdeletion IS '771fd88ee2382b2a43ee5605346a17a861629dfe';
CREATE TRIGGER pgtrigger_append_only_f6771 BEFORE DELETE OR UPDATE ON public.teach_gradingrunevent FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_append_only_f6771();
COMMENT ON TRIGGER pgtrigger_append_only_f6771 ON public.teach_gradingrunevent IS '78404d458c963140ecf39f34d032b025eb53379e';
CREATE TRIGGER pgtrigger_append_only_f6cd2 BEFORE DELETE OR UPDATE ON public.teach_permissionevent FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_append_only_f6cd2();
COMMENT ON TRIGGER pgtrigger_append_only_f6cd2 ON public.teach_permissionevent IS 'c0d4733bac490b03cf9bcd3a687cb2a5be9e4a0a';
CREATE TRIGGER pgtrigger_before_update_00732 AFTER UPDATE ON public.quizzes_slot FOR EACH ROW WHEN (((old.item_id IS DISTINCT FROM new.item_id) OR (old."position" IS DISTINCT FROM new."position") OR (old.quiz_id IS DISTINCT FROM new.quiz_id))) EXECUTE FUNCTION public.pgtrigger_before_update_00732();
COMMENT ON TRIGGER pgtrigger_before_update_00732 ON public.quizzes_slot IS 'b310a5b1a85b4aa7ba7aa0214b8c62a1531ca08d';
CREATE TRIGGER pgtrigger_before_update_4525b AFTER UPDATE ON public.quizzes_quiz FOR EACH ROW WHEN (((old.attempts_allowed IS DISTINCT FROM new.attempts_allowed) OR (old.lesson_id IS DISTINCT FROM new.lesson_id) OR ((old.mode)::text IS DISTINCT FROM (new.mode)::text) OR ((old.slug)::text IS DISTINCT FROM (new.slug)::text) OR ((old.title)::text IS DISTINCT FROM (new.title)::text))) EXECUTE FUNCTION public.pgtrigger_before_update_4525b();
COMMENT ON TRIGGER pgtrigger_before_update_4525b ON public.quizzes_quiz IS '457131a410e9824ccc354f6c5f6589d6470d104d';
CREATE TRIGGER pgtrigger_before_update_6cdc6 AFTER UPDATE ON public.lessons_course FOR EACH ROW WHEN ((((old.name)::text IS DISTINCT FROM (new.name)::text) OR (old."position" IS DISTINCT FROM new."position") OR ((old.slug)::text IS DISTINCT FROM (new.slug)::text) OR (old.summary IS DISTINCT FROM new.summary))) EXECUTE FUNCTION public.pgtrigger_before_update_6cdc6();
COMMENT ON TRIGGER pgtrigger_before_update_6cdc6 ON public.lessons_course IS '989fe290f56d8321ece1173ea78a4d3bfc6f203c';
CREATE TRIGGER pgtrigger_before_update_98860 AFTER UPDATE ON public.lessons_cohortreading FOR EACH ROW WHEN (((old.cohort_id IS DISTINCT FROM new.cohort_id) OR (old.edit_number IS DISTINCT FROM new.edit_number) OR (old."only" IS DISTINCT FROM new."only"))) EXECUTE FUNCTION public.pgtrigger_before_update_98860();
COMMENT ON TRIGGER pgtrigger_before_update_98860 ON public.lessons_cohortreading IS '35248f5c34f178bd7ac3a25ea8b66618787f45b9';
CREATE TRIGGER pgtrigger_before_update_db83a AFTER UPDATE ON public.accounts_user FOR EACH ROW WHEN (((old.is_active IS DISTINCT FROM new.is_active) OR (old.is_staff IS DISTINCT FROM new.is_staff) OR (old.is_superuser IS DISTINCT FROM new.is_superuser) OR ((old.time_allowance)::text IS DISTINCT FROM (new.time_allowance)::text))) EXECUTE FUNCTION public.pgtrigger_before_update_db83a();
COMMENT ON TRIGGER pgtrigger_before_update_db83a ON public.accounts_user IS '6407d387cd40a2e7ceeaad3370bf694d3e6b0598';
CREATE TRIGGER pgtrigger_chosen_insert_e3c17 AFTER INSERT ON public.lessons_cohortreading FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_chosen_insert_e3c17();
COMMENT ON TRIGGER pgtrigger_chosen_insert_e3c17 ON public.lessons_cohortreading IS '6d0d424344c8d201538154d21009e36379157388';
CREATE TRIGGER pgtrigger_delete_delete_073df AFTER DELETE ON public.quizzes_assignment FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_delete_delete_073df();
COMMENT ON TRIGGER pgtrigger_delete_delete_073df ON public.quizzes_assignment IS '6d7bb3687459780e8638451e7f341c0575912b3f';
CREATE TRIGGER pgtrigger_delete_delete_0b223 AFTER DELETE ON public.accounts_cohortteacher FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_delete_delete_0b223();
COMMENT ON TRIGGER pgtrigger_delete_delete_0b223 ON public.accounts_cohortteacher IS '22f987dae4d5a260357641c388300c3c66710c30';
CREATE TRIGGER pgtrigger_delete_delete_2b987 AFTER DELETE ON public.lessons_lesson FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_delete_delete_2b987();
COMMENT ON TRIGGER pgtrigger_delete_delete_2b987 ON public.lessons_lesson IS 'a127257805122e1669f0faccf48e52d1f059af40';
CREATE TRIGGER pgtrigger_delete_delete_3ef5e AFTER DELETE ON public.matrix_examshare FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_delete_delete_3ef5e();
COMMENT ON TRIGGER pgtrigger_delete_delete_3ef5e ON public.matrix_examshare IS '4edc7076ed0561bbcebab3e649e8e82137090bd1';
CREATE TRIGGER pgtrigger_delete_delete_50bc2 AFTER DELETE ON public.accounts_cohortgroup FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_delete_delete_50bc2();
COMMENT ON TRIGGER pgtrigger_delete_delete_50bc2 ON public.accounts_cohortgroup IS '1dbe0e73d6db5470d87eae29408bbf5039f33b9c';
CREATE TRIGGER pgtrigger_delete_delete_6b339 AFTER DELETE ON public.matrix_scenario FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_delete_delete_6b339();
COMMENT ON TRIGGER pgtrigger_delete_delete_6b339 ON public.matrix_scenario IS 'ea6fd55297a891bc2e7d20b4f102b0fecf1b8537';
CREATE TRIGGER pgtrigger_delete_delete_7bea1 AFTER DELETE ON public.matrix_rule FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_delete_delete_7bea1();
COMMENT ON TRIGGER pgtrigger_delete_delete_7bea1 ON public.matrix_rule IS '4210f5395f55ea444ef0d3b0fe9bd904c4d8a860';
CREATE TRIGGER pgtrigger_delete_delete_7d235 AFTER DELETE ON public.lessons_term FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_delete_delete_7d235();
COMMENT ON TRIGGER pgtrigger_delete_delete_7d235 ON public.lessons_term IS '2b9df3539e3b6339408e386131429532335e65a4';
CREATE TRIGGER pgtrigger_delete_delete_836bb AFTER DELETE ON public.quizzes_assignmentexception FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_delete_delete_836bb();
COMMENT ON TRIGGER pgtrigger_delete_delete_836bb ON public.quizzes_assignmentexception IS 'db782b2b35690a961d5df268fda0518512f98ca5';
CREATE TRIGGER pgtrigger_delete_delete_85263 AFTER DELETE ON public.matrix_service FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_delete_delete_85263();
COMMENT ON TRIGGER pgtrigger_delete_delete_85263 ON public.matrix_service IS 'a79c734acb30418c6b550605ba8c2f1ebf94c985';
CREATE TRIGGER pgtrigger_delete_delete_8bd88 AFTER DELETE ON public.bank_item FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_delete_delete_8bd88();
COMMENT ON TRIGGER pgtrigger_delete_delete_8bd88 ON public.bank_item IS 'da4d84e91622a0954d69a73b58e16410d1ddfdeb';
CREATE TRIGGER pgtrigger_delete_delete_8d4a6 AFTER DELETE ON public.lessons_course FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_delete_delete_8d4a6();
COMMENT ON TRIGGER pgtrigger_delete_delete_8d4a6 ON public.lessons_course IS '33c0fd0145fce9a1b0a0fa24f48c0faf188bb839';
CREATE TRIGGER pgtrigger_delete_delete_998cb AFTER DELETE ON public.matrix_layer FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_delete_delete_998cb();
COMMENT ON TRIGGER pgtrigger_delete_delete_998cb ON public.matrix_layer IS '32b81bd97342a8ea86acbb7cb79dff67910af216';
CREATE TRIGGER pgtrigger_delete_delete_9e790 AFTER DELETE ON public.quizzes_slot FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_delete_delete_9e790();
COMMENT ON TRIGGER pgtrigger_delete_delete_9e790 ON public.quizzes_slot IS '9feb1e831259e1d434d98b4febae28aa9a4916ea';
CREATE TRIGGER pgtrigger_delete_delete_c978b AFTER DELETE ON public.quizzes_quiz FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_delete_delete_c978b();
COMMENT ON TRIGGER pgtrigger_delete_delete_c978b ON public.quizzes_quiz IS '2c6a4102c3df0f0631f016aa57e40ca50d2cf2d5';
CREATE TRIGGER pgtrigger_delete_delete_ce7a9 AFTER DELETE ON public.bank_misconception FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_delete_delete_ce7a9();
COMMENT ON TRIGGER pgtrigger_delete_delete_ce7a9 ON public.bank_misconception IS '92203d85ac4b20e117b7318e793ef2298a1d9b1d';
CREATE TRIGGER pgtrigger_delete_delete_de445 AFTER DELETE ON public.matrix_responsibility FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_delete_delete_de445();
COMMENT ON TRIGGER pgtrigger_delete_delete_de445 ON public.matrix_responsibility IS '0e32795f555ea1d529ce483ba67533681d6cbc30';
CREATE TRIGGER pgtrigger_delete_delete_e74dd AFTER DELETE ON public.lessons_incident FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_delete_delete_e74dd();
COMMENT ON TRIGGER pgtrigger_delete_delete_e74dd ON public.lessons_incident IS '232cfc0d44dc4233694fa5cc53e7492d8d089607';
CREATE TRIGGER pgtrigger_delete_delete_eb08a AFTER DELETE ON public.matrix_servicetype FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_delete_delete_eb08a();
COMMENT ON TRIGGER pgtrigger_delete_delete_eb08a ON public.matrix_servicetype IS '977dd5fd3eaf34a7ba36873347d055a770dc5738';
CREATE TRIGGER pgtrigger_delete_delete_fc1c8 AFTER DELETE ON public.lessons_novelty FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_delete_delete_fc1c8();
COMMENT ON TRIGGER pgtrigger_delete_delete_fc1c8 ON public.lessons_novelty IS '1c425b9687308ff6bc9757dc5792503980a7949a';
CREATE TRIGGER pgtrigger_delete_delete_fdfeb AFTER DELETE ON public.matrix_duty FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_delete_delete_fdfeb();
COMMENT ON TRIGGER pgtrigger_delete_delete_fdfeb ON public.matrix_duty IS '1776421b4e803b1b4ce4e12edd24ac3339dbe7fb';
CREATE TRIGGER pgtrigger_delete_delete_fe103 AFTER DELETE ON public.teach_excusal FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_delete_delete_fe103();
COMMENT ON TRIGGER pgtrigger_delete_delete_fe103 ON public.teach_excusal IS 'bebee0e613756f3d202ac08621e6444fd431cb58';
CREATE TRIGGER pgtrigger_delete_delete_ff803 AFTER DELETE ON public.matrix_control FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_delete_delete_ff803();
COMMENT ON TRIGGER pgtrigger_delete_delete_ff803 ON public.matrix_control IS '874e9459ee6316cc20c1a6d17de8bfb27717c852';
CREATE TRIGGER pgtrigger_insert_insert_17028 AFTER INSERT ON public.matrix_look FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_insert_insert_17028();
COMMENT ON TRIGGER pgtrigger_insert_insert_17028 ON public.matrix_look IS '28d55ceb1ad2e14abbf12b4fe083427991f03fd3';
CREATE TRIGGER pgtrigger_insert_insert_1977b AFTER INSERT ON public.bank_misconception FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_insert_insert_1977b();
COMMENT ON TRIGGER pgtrigger_insert_insert_1977b ON public.bank_misconception IS '360dbdce3b879455bbdec30d51420a593573d7f0';
CREATE TRIGGER pgtrigger_insert_insert_1fdf3 AFTER INSERT ON public.matrix_control FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_insert_insert_1fdf3();
COMMENT ON TRIGGER pgtrigger_insert_insert_1fdf3 ON public.matrix_control IS 'ef782e8ac3fa017ea936ed136711f8045e7b9b29';
CREATE TRIGGER pgtrigger_insert_insert_22533 AFTER INSERT ON public.teach_excusal FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_insert_insert_22533();
COMMENT ON TRIGGER pgtrigger_insert_insert_22533 ON public.teach_excusal IS '2ff6c18f691cb4428624bc862b3db2dea54e3aef';
CREATE TRIGGER pgtrigger_insert_insert_24aa8 AFTER INSERT ON public.matrix_examshare FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_insert_insert_24aa8();
COMMENT ON TRIGGER pgtrigger_insert_insert_24aa8 ON public.matrix_examshare IS '34c80966f396bbd45831f67e5f56bf63384b6502';
CREATE TRIGGER pgtrigger_insert_insert_308e7 AFTER INSERT ON public.matrix_commontask FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_insert_insert_308e7();
COMMENT ON TRIGGER pgtrigger_insert_insert_308e7 ON public.matrix_commontask IS 'f3c25dacc807d30b2a20f365f73116e81e1f563d';
CREATE TRIGGER pgtrigger_insert_insert_3e5b5 AFTER INSERT ON public.lessons_course FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_insert_insert_3e5b5();
COMMENT ON TRIGGER pgtrigger_insert_insert_3e5b5 ON public.lessons_course IS 'aa41e61fd5307d4f38152532dfde055a5e89169d';
CREATE TRIGGER pgtrigger_insert_insert_4dee2 AFTER INSERT ON public.django_admin_log FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_insert_insert_4dee2();
COMMENT ON TRIGGER pgtrigger_insert_insert_4dee2 ON public.django_admin_log IS '72baffe03aa3469ff57f7f7e0268c3bf4c28526c';
CREATE TRIGGER pgtrigger_insert_insert_5c561 AFTER INSERT ON public.quizzes_assignmentexception FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_insert_insert_5c561();
COMMENT ON TRIGGER pgtrigger_insert_insert_5c561 ON public.quizzes_assignmentexception IS 'cbbee6d1d8794474a96faa9e250201c33e0b44d6';
CREATE TRIGGER pgtrigger_insert_insert_5e75c AFTER INSERT ON public.matrix_duty FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_insert_insert_5e75c();
COMMENT ON TRIGGER pgtrigger_insert_insert_5e75c ON public.matrix_duty IS 'a381dbcb3d25c33e732ad39d4bf7333e25a0ae27';
CREATE TRIGGER pgtrigger_insert_insert_5e821 AFTER INSERT ON public.quizzes_assignment FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_insert_insert_5e821();
COMMENT ON TRIGGER pgtrigger_insert_insert_5e821 ON public.quizzes_assignment IS 'f230a421b08dc7c9423f019b6ed049b96416c971';
CREATE TRIGGER pgtrigger_insert_insert_6cb4f AFTER INSERT ON public.accounts_cohortgroup FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_insert_insert_6cb4f();
COMMENT ON TRIGGER pgtrigger_insert_insert_6cb4f ON public.accounts_cohortgroup IS 'fc05e2959e950e9957923197723a942ed3bd50ad';
CREATE TRIGGER pgtrigger_insert_insert_81f9e AFTER INSERT ON public.quizzes_quiz FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_insert_insert_81f9e();
COMMENT ON TRIGGER pgtrigger_insert_insert_81f9e ON public.quizzes_quiz IS 'fe773d4ad0f9194688906a9ee1e2d0d68855d8e0';
CREATE TRIGGER pgtrigger_insert_insert_83081 AFTER INSERT ON public.matrix_layer FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_insert_insert_83081();
COMMENT ON TRIGGER pgtrigger_insert_insert_83081 ON public.matrix_layer IS 'a25043631c124d53d34a17600b1556fb75419510';
CREATE TRIGGER pgtrigger_insert_insert_832ac AFTER INSERT ON public.matrix_scenario FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_insert_insert_832ac();
COMMENT ON TRIGGER pgtrigger_insert_insert_832ac ON public.matrix_scenario IS 'f2960acbd6f4259a67d37203083a198c06db41b9';
CREATE TRIGGER pgtrigger_insert_insert_8bde6 AFTER INSERT ON public.matrix_servicetype FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_insert_insert_8bde6();
COMMENT ON TRIGGER pgtrigger_insert_insert_8bde6 ON public.matrix_servicetype IS 'f64d9002955af9d01d0f8073297437f9ca5dc550';
CREATE TRIGGER pgtrigger_insert_insert_a45b7 AFTER INSERT ON public.quizzes_slot FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_insert_insert_a45b7();
COMMENT ON TRIGGER pgtrigger_insert_insert_a45b7 ON public.quizzes_slot IS 'e8fe6db8488427a8cee6b1b07bb8335a0ee89132';
CREATE TRIGGER pgtrigger_insert_insert_ad3d0 AFTER INSERT ON public.bank_item FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_insert_insert_ad3d0();
COMMENT ON TRIGGER pgtrigger_insert_insert_ad3d0 ON public.bank_item IS '26bb5dd2e913f5dbf5d37dfe2ac879ed56414117';
CREATE TRIGGER pgtrigger_insert_insert_ba405 AFTER INSERT ON public.lessons_novelty FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_insert_insert_ba405();
COMMENT ON TRIGGER pgtrigger_insert_insert_ba405 ON public.lessons_novelty IS 'f47d8249f964a6f7e09de4d6bb235a63dab2f3d2';
CREATE TRIGGER pgtrigger_insert_insert_c25ef AFTER INSERT ON public.accounts_cohortteacher FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_insert_insert_c25ef();
COMMENT ON TRIGGER pgtrigger_insert_insert_c25ef ON public.accounts_cohortteacher IS '8eed021b0c1fd1fd06c106118aca94d20bdf6c0b';
CREATE TRIGGER pgtrigger_insert_insert_c80bf AFTER INSERT ON public.bank_retirement FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_insert_insert_c80bf();
COMMENT ON TRIGGER pgtrigger_insert_insert_c80bf ON public.bank_retirement IS '446b0bd0f12f0de6ead8345bd9baa3b218124f35';
CREATE TRIGGER pgtrigger_insert_insert_cb183 AFTER INSERT ON public.lessons_lesson FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_insert_insert_cb183();
COMMENT ON TRIGGER pgtrigger_insert_insert_cb183 ON public.lessons_lesson IS 'b0d3a29f19950aa70ba0ecd0a1df4dae5d180af7';
CREATE TRIGGER pgtrigger_insert_insert_d1d22 AFTER INSERT ON public.matrix_service FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_insert_insert_d1d22();
COMMENT ON TRIGGER pgtrigger_insert_insert_d1d22 ON public.matrix_service IS 'fdd7590cfffca57d9bc4ae42c6f4f55b04fae7fe';
CREATE TRIGGER pgtrigger_insert_insert_d9d67 AFTER INSERT ON public.matrix_rule FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_insert_insert_d9d67();
COMMENT ON TRIGGER pgtrigger_insert_insert_d9d67 ON public.matrix_rule IS 'a8bb8e897f3067325d52694ad439f20304a9d5c5';
CREATE TRIGGER pgtrigger_insert_insert_dcdfe AFTER INSERT ON public.lessons_picture FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_insert_insert_dcdfe();
COMMENT ON TRIGGER pgtrigger_insert_insert_dcdfe ON public.lessons_picture IS 'a19a6a04a59b2de33ecd874271783f07decf8567';
CREATE TRIGGER pgtrigger_insert_insert_de400 AFTER INSERT ON public.matrix_responsibility FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_insert_insert_de400();
COMMENT ON TRIGGER pgtrigger_insert_insert_de400 ON public.matrix_responsibility IS 'ce4e2409b4fc1a18e941cb4fe53f57dc87905bd6';
CREATE TRIGGER pgtrigger_insert_insert_e16cd AFTER INSERT ON public.accounts_cohortinvite FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_insert_insert_e16cd();
COMMENT ON TRIGGER pgtrigger_insert_insert_e16cd ON public.accounts_cohortinvite IS 'e48dfe9043ec3ca34b583b3e5ac2a2ee679f263e';
CREATE TRIGGER pgtrigger_insert_insert_ef0b0 AFTER INSERT ON public.accounts_cohort FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_insert_insert_ef0b0();
COMMENT ON TRIGGER pgtrigger_insert_insert_ef0b0 ON public.accounts_cohort IS 'e4ffe3ebe5e230c1188d3371001fbb98cb24503f';
CREATE TRIGGER pgtrigger_insert_insert_f24bf AFTER INSERT ON public.lessons_term FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_insert_insert_f24bf();
COMMENT ON TRIGGER pgtrigger_insert_insert_f24bf ON public.lessons_term IS '0106523a64a36cce93c561ccdeb90e5d0eebc9b5';
CREATE TRIGGER pgtrigger_insert_insert_fc55c AFTER INSERT ON public.lessons_incident FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_insert_insert_fc55c();
COMMENT ON TRIGGER pgtrigger_insert_insert_fc55c ON public.lessons_incident IS '034ca1bb8274aa6ce7244b558f86d4421df57b09';
CREATE TRIGGER pgtrigger_insert_only_1a8b4 BEFORE DELETE OR UPDATE ON public.teach_bulkchangeitem FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_insert_only_1a8b4();
COMMENT ON TRIGGER pgtrigger_insert_only_1a8b4 ON public.teach_bulkchangeitem IS 'dc9e21c766383fd3812213b470f123d70680dbc5';
CREATE TRIGGER pgtrigger_insert_only_1c001 BEFORE DELETE OR UPDATE ON public.quizzes_grade FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_insert_only_1c001();
COMMENT ON TRIGGER pgtrigger_insert_only_1c001 ON public.quizzes_grade IS 'c435607813e63fe954da6f1e95b7b69fc4ff9745';
CREATE TRIGGER pgtrigger_insert_only_1d3e0 BEFORE DELETE OR UPDATE ON public.quizzes_gradingrunitem FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_insert_only_1d3e0();
COMMENT ON TRIGGER pgtrigger_insert_only_1d3e0 ON public.quizzes_gradingrunitem IS '85e247ef4eca6e78f9b785118419078a246515c7';
CREATE TRIGGER pgtrigger_insert_only_27815 BEFORE DELETE OR UPDATE ON public.bank_testedcell FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_insert_only_27815();
COMMENT ON TRIGGER pgtrigger_insert_only_27815 ON public.bank_testedcell IS '815b0ee1c5336c0d27083d94052aec23b89c8b6c';
CREATE TRIGGER pgtrigger_insert_only_28a47 BEFORE DELETE OR UPDATE ON public.bank_claim FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_insert_only_28a47();
COMMENT ON TRIGGER pgtrigger_insert_only_28a47 ON public.bank_claim IS '591d8318bbbd2f9d1929d2ef87a255a9ee0b829f';
CREATE TRIGGER pgtrigger_insert_only_41090 BEFORE DELETE OR UPDATE ON public.teach_bulkchange FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_insert_only_41090();
COMMENT ON TRIGGER pgtrigger_insert_only_41090 ON public.teach_bulkchange IS '6b1dc1c0ae4cc4de5183cf6e77c8b25601f29b65';
CREATE TRIGGER pgtrigger_insert_only_7435c BEFORE DELETE OR UPDATE ON public.bank_option FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_insert_only_7435c();
COMMENT ON TRIGGER pgtrigger_insert_only_7435c ON public.bank_option IS 'aee4be650083ed2c078880763b4c5fb1218fc8a5';
CREATE TRIGGER pgtrigger_insert_only_96938 BEFORE DELETE OR UPDATE ON public.quizzes_response FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_insert_only_96938();
COMMENT ON TRIGGER pgtrigger_insert_only_96938 ON public.quizzes_response IS '96e12850de079345298c59ebf0230d7e5096f693';
CREATE TRIGGER pgtrigger_insert_only_9e369 BEFORE DELETE OR UPDATE ON public.bank_itemversion FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_insert_only_9e369();
COMMENT ON TRIGGER pgtrigger_insert_only_9e369 ON public.bank_itemversion IS '15e55397c943701323913ac4f0dbec2e68052b94';
CREATE TRIGGER pgtrigger_insert_only_e6462 BEFORE DELETE OR UPDATE ON public.matrix_look FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_insert_only_e6462();
COMMENT ON TRIGGER pgtrigger_insert_only_e6462 ON public.matrix_look IS '5bdaafb99340a289e1bff3771db113504ea10a43';
CREATE TRIGGER pgtrigger_insert_only_eb9ae BEFORE DELETE OR UPDATE ON public.quizzes_attemptitem FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_insert_only_eb9ae();
COMMENT ON TRIGGER pgtrigger_insert_only_eb9ae ON public.quizzes_attemptitem IS '3cf476a22856ddc0600b8d2bb66ab87ac65b9efd';
CREATE TRIGGER pgtrigger_insert_only_ec8d6 BEFORE DELETE OR UPDATE ON public.quizzes_slippedanswer FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_insert_only_ec8d6();
COMMENT ON TRIGGER pgtrigger_insert_only_ec8d6 ON public.quizzes_slippedanswer IS '1c5aea24d98bca761cd258f949bcebfe5da1009b';
CREATE TRIGGER pgtrigger_marks_attempt_41681 AFTER INSERT ON public.quizzes_response FOR EACH ROW WHEN (((new.kind)::text = 'flag'::text)) EXECUTE FUNCTION public.pgtrigger_marks_attempt_41681();
COMMENT ON TRIGGER pgtrigger_marks_attempt_41681 ON public.quizzes_response IS 'efa1c6b82c7cd59fc4f1d8add578d1f8f2afa3c1';
CREATE TRIGGER pgtrigger_ordered_insert_44697 AFTER INSERT ON public.quizzes_gradingrun FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_ordered_insert_44697();
COMMENT ON TRIGGER pgtrigger_ordered_insert_44697 ON public.quizzes_gradingrun IS '911ba30208dd132ff57eb16ec9a4321951398319';
CREATE TRIGGER pgtrigger_received_now_03dda BEFORE INSERT ON public.quizzes_response FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_received_now_03dda();
COMMENT ON TRIGGER pgtrigger_received_now_03dda ON public.quizzes_response IS '4ae2f7c9eb7687b5bccd30530ac9c7b94cdc981e';
CREATE TRIGGER pgtrigger_received_now_35d16 BEFORE INSERT ON public.quizzes_slippedanswer FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_received_now_35d16();
COMMENT ON TRIGGER pgtrigger_received_now_35d16 ON public.quizzes_slippedanswer IS 'e750e7a281ea2fb0f57a9fddac40fcfc321ad7fb';
CREATE TRIGGER pgtrigger_removed_delete_0331e AFTER DELETE ON public.accounts_user_groups FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_removed_delete_0331e();
COMMENT ON TRIGGER pgtrigger_removed_delete_0331e ON public.accounts_user_groups IS '9236cc43f2cbbaad1170dd6d01fe364b01fda18e';
CREATE TRIGGER pgtrigger_removed_delete_632f0 AFTER DELETE ON public.lessons_cohortreading_courses FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_removed_delete_632f0();
COMMENT ON TRIGGER pgtrigger_removed_delete_632f0 ON public.lessons_cohortreading_courses IS '2e46a5ef24d02f9a9fb83f62549baba3c724caac';
CREATE TRIGGER pgtrigger_removed_delete_6d95c AFTER DELETE ON public.auth_group_permissions FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_removed_delete_6d95c();
COMMENT ON TRIGGER pgtrigger_removed_delete_6d95c ON public.auth_group_permissions IS 'afbe636545d15730bc95a4a1fc41e398b4844948';
CREATE TRIGGER pgtrigger_removed_delete_94a11 AFTER DELETE ON public.lessons_cohortreading_hidden FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_removed_delete_94a11();
COMMENT ON TRIGGER pgtrigger_removed_delete_94a11 ON public.lessons_cohortreading_hidden IS '0113641dd0a431c8fbc64a6690b0b3ae6bd612f6';
CREATE TRIGGER pgtrigger_renew_revision_0e6a9 AFTER INSERT OR DELETE OR UPDATE ON public.matrix_responsibility FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_renew_revision_0e6a9();
COMMENT ON TRIGGER pgtrigger_renew_revision_0e6a9 ON public.matrix_responsibility IS 'd8b796b3f50d7fb940499c50b999bcb5bd4e634f';
CREATE TRIGGER pgtrigger_renew_revision_0ebdc AFTER INSERT OR DELETE OR UPDATE ON public.lessons_incident FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_renew_revision_0ebdc();
COMMENT ON TRIGGER pgtrigger_renew_revision_0ebdc ON public.lessons_incident IS '4f4ceba95ffa2eec8b23d500f1ca32171ca9199e';
CREATE TRIGGER pgtrigger_renew_revision_24fba AFTER INSERT OR DELETE OR UPDATE ON public.matrix_control FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_renew_revision_24fba();
COMMENT ON TRIGGER pgtrigger_renew_revision_24fba ON public.matrix_control IS 'b49320146f253238ce6c3baafa41411c65b0412d';
CREATE TRIGGER pgtrigger_renew_revision_4a51a AFTER INSERT OR DELETE OR UPDATE ON public.matrix_service FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_renew_revision_4a51a();
COMMENT ON TRIGGER pgtrigger_renew_revision_4a51a ON public.matrix_service IS '917d67b9fa4a60f61bc19a19c05f83974241487e';
CREATE TRIGGER pgtrigger_renew_revision_4bc18 AFTER INSERT OR DELETE OR UPDATE ON public.matrix_rule FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_renew_revision_4bc18();
COMMENT ON TRIGGER pgtrigger_renew_revision_4bc18 ON public.matrix_rule IS 'b98cb6aa2c55960353322eafee44fc537a7a97da';
CREATE TRIGGER pgtrigger_renew_revision_5524f AFTER INSERT OR DELETE OR UPDATE ON public.matrix_examshare FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_renew_revision_5524f();
COMMENT ON TRIGGER pgtrigger_renew_revision_5524f ON public.matrix_examshare IS '3f7437784206eeac563ab2251693b8ddb4acc817';
CREATE TRIGGER pgtrigger_renew_revision_5c89d AFTER INSERT OR DELETE OR UPDATE ON public.matrix_layer FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_renew_revision_5c89d();
COMMENT ON TRIGGER pgtrigger_renew_revision_5c89d ON public.matrix_layer IS '8b6f679ab86498c6e4320ceea8639f9cfb369af5';
CREATE TRIGGER pgtrigger_renew_revision_83e73 AFTER INSERT OR DELETE OR UPDATE ON public.matrix_commontask FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_renew_revision_83e73();
COMMENT ON TRIGGER pgtrigger_renew_revision_83e73 ON public.matrix_commontask IS '55ceab77063592b7b47fda42ac6edf379317c4ba';
CREATE TRIGGER pgtrigger_renew_revision_894c2 AFTER INSERT OR DELETE OR UPDATE ON public.lessons_term FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_renew_revision_894c2();
COMMENT ON TRIGGER pgtrigger_renew_revision_894c2 ON public.lessons_term IS '276d03a57bedafce3c2975b3696a71e98ee52158';
CREATE TRIGGER pgtrigger_renew_revision_8ccae AFTER INSERT OR DELETE OR UPDATE ON public.matrix_duty FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_renew_revision_8ccae();
COMMENT ON TRIGGER pgtrigger_renew_revision_8ccae ON public.matrix_duty IS '19168810ed1204181a136a137be96bf7d1ef90de';
CREATE TRIGGER pgtrigger_renew_revision_aded0 AFTER INSERT OR DELETE OR UPDATE ON public.matrix_servicetype FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_renew_revision_aded0();
COMMENT ON TRIGGER pgtrigger_renew_revision_aded0 ON public.matrix_servicetype IS '7bfc4dbbd2a32f0d437f14fb355a889d7b632327';
CREATE TRIGGER pgtrigger_renew_revision_e926b AFTER INSERT OR DELETE OR UPDATE ON public.matrix_scenario FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_renew_revision_e926b();
COMMENT ON TRIGGER pgtrigger_renew_revision_e926b ON public.matrix_scenario IS '9f50a017ef34606ba85236e5dee379e86c06abc7';
CREATE TRIGGER pgtrigger_revoke_confirmation_c5081 BEFORE UPDATE ON public.matrix_responsibility FOR EACH ROW WHEN (((old.reviewed_on = new.reviewed_on) AND ((((old.owner)::text IS DISTINCT FROM (new.owner)::text) OR (old.rationale IS DISTINCT FROM new.rationale)) OR ((old.source_url)::text IS DISTINCT FROM (new.source_url)::text)))) EXECUTE FUNCTION public.pgtrigger_revoke_confirmation_c5081();
COMMENT ON TRIGGER pgtrigger_revoke_confirmation_c5081 ON public.matrix_responsibility IS '89bd1113ee38d38adb25bee176829770176525c7';
CREATE TRIGGER pgtrigger_settled_update_82cd6 AFTER UPDATE ON public.bank_contradiction FOR EACH ROW WHEN ((old.closed_at IS DISTINCT FROM new.closed_at)) EXECUTE FUNCTION public.pgtrigger_settled_update_82cd6();
COMMENT ON TRIGGER pgtrigger_settled_update_82cd6 ON public.bank_contradiction IS 'bbc80dcf052a7a67281ffb3b6f8e6aad7594c7a9';
CREATE TRIGGER pgtrigger_update_update_03efc AFTER UPDATE ON public.accounts_cohortmembership FOR EACH ROW WHEN (((old.allowance_at IS DISTINCT FROM new.allowance_at) OR (old.allowance_by IS DISTINCT FROM new.allowance_by) OR (old.cohort_id IS DISTINCT FROM new.cohort_id) OR (old.left_at IS DISTINCT FROM new.left_at) OR (old.removed_by IS DISTINCT FROM new.removed_by) OR ((old.time_allowance)::text IS DISTINCT FROM (new.time_allowance)::text))) EXECUTE FUNCTION public.pgtrigger_update_update_03efc();
COMMENT ON TRIGGER pgtrigger_update_update_03efc ON public.accounts_cohortmembership IS '300564a11844dd851d03a03b183f0aace8df37f9';
CREATE TRIGGER pgtrigger_update_update_047fc AFTER UPDATE ON public.matrix_responsibility FOR EACH ROW WHEN ((old.* IS DISTINCT FROM new.*)) EXECUTE FUNCTION public.pgtrigger_update_update_047fc();
COMMENT ON TRIGGER pgtrigger_update_update_047fc ON public.matrix_responsibility IS 'b769ffe32d68f2e6629e8539c7b58e8509194036';
CREATE TRIGGER pgtrigger_update_update_207e6 AFTER UPDATE ON public.quizzes_quiz FOR EACH ROW WHEN (((old.attempts_allowed IS DISTINCT FROM new.attempts_allowed) OR (old.lesson_id IS DISTINCT FROM new.lesson_id) OR ((old.mode)::text IS DISTINCT FROM (new.mode)::text) OR ((old.slug)::text IS DISTINCT FROM (new.slug)::text) OR ((old.title)::text IS DISTINCT FROM (new.title)::text))) EXECUTE FUNCTION public.pgtrigger_update_update_207e6();
COMMENT ON TRIGGER pgtrigger_update_update_207e6 ON public.quizzes_quiz IS '17de5cf3cce218a9fd4956c96a7a991a79cd80a3';
CREATE TRIGGER pgtrigger_update_update_2d0da AFTER UPDATE ON public.bank_retirement FOR EACH ROW WHEN ((old.* IS DISTINCT FROM new.*)) EXECUTE FUNCTION public.pgtrigger_update_update_2d0da();
COMMENT ON TRIGGER pgtrigger_update_update_2d0da ON public.bank_retirement IS '3dbf573ce4c161a22a0d4a46dbd34dc8e6b702cc';
CREATE TRIGGER pgtrigger_update_update_3464c AFTER UPDATE ON public.quizzes_slot FOR EACH ROW WHEN (((old.item_id IS DISTINCT FROM new.item_id) OR (old."position" IS DISTINCT FROM new."position") OR (old.quiz_id IS DISTINCT FROM new.quiz_id))) EXECUTE FUNCTION public.pgtrigger_update_update_3464c();
COMMENT ON TRIGGER pgtrigger_update_update_3464c ON public.quizzes_slot IS 'abaf3561e7e3c25336ae26cd94b956c1016a4570';
CREATE TRIGGER pgtrigger_update_update_3ec29 AFTER UPDATE ON public.quizzes_assignment FOR EACH ROW WHEN ((old.* IS DISTINCT FROM new.*)) EXECUTE FUNCTION public.pgtrigger_update_update_3ec29();
COMMENT ON TRIGGER pgtrigger_update_update_3ec29 ON public.quizzes_assignment IS 'f47b7780557e9fd3b08a344df3086b8ad67a864f';
CREATE TRIGGER pgtrigger_update_update_4ae18 AFTER UPDATE ON public.matrix_service FOR EACH ROW WHEN ((old.* IS DISTINCT FROM new.*)) EXECUTE FUNCTION public.pgtrigger_update_update_4ae18();
COMMENT ON TRIGGER pgtrigger_update_update_4ae18 ON public.matrix_service IS 'ca3e0c170a043e6cf8d0aa5e27bc1722e6caade4';
CREATE TRIGGER pgtrigger_update_update_4fcdb AFTER UPDATE ON public.quizzes_assignmentexception FOR EACH ROW WHEN ((old.* IS DISTINCT FROM new.*)) EXECUTE FUNCTION public.pgtrigger_update_update_4fcdb();
COMMENT ON TRIGGER pgtrigger_update_update_4fcdb ON public.quizzes_assignmentexception IS '67d03ed49c9b77ea82b3650b36462432b0421879';
CREATE TRIGGER pgtrigger_update_update_56e73 AFTER UPDATE ON public.lessons_course FOR EACH ROW WHEN ((((old.name)::text IS DISTINCT FROM (new.name)::text) OR (old."position" IS DISTINCT FROM new."position") OR ((old.slug)::text IS DISTINCT FROM (new.slug)::text) OR (old.summary IS DISTINCT FROM new.summary))) EXECUTE FUNCTION public.pgtrigger_update_update_56e73();
COMMENT ON TRIGGER pgtrigger_update_update_56e73 ON public.lessons_course IS '316bb78dde41ffb365ed6eb82d76bd798c56f500';
CREATE TRIGGER pgtrigger_update_update_62c0b AFTER UPDATE ON public.lessons_term FOR EACH ROW WHEN ((old.* IS DISTINCT FROM new.*)) EXECUTE FUNCTION public.pgtrigger_update_update_62c0b();
COMMENT ON TRIGGER pgtrigger_update_update_62c0b ON public.lessons_term IS '22b7e67e922219befcb301c2b7da2195eb0f1b83';
CREATE TRIGGER pgtrigger_update_update_6a704 AFTER UPDATE ON public.bank_misconception FOR EACH ROW WHEN ((old.* IS DISTINCT FROM new.*)) EXECUTE FUNCTION public.pgtrigger_update_update_6a704();
COMMENT ON TRIGGER pgtrigger_update_update_6a704 ON public.bank_misconception IS '83feb7f413e55ea1770a3ef79049cd83a7edd4b4';
CREATE TRIGGER pgtrigger_update_update_6db5b AFTER UPDATE ON public.lessons_lesson FOR EACH ROW WHEN ((old.* IS DISTINCT FROM new.*)) EXECUTE FUNCTION public.pgtrigger_update_update_6db5b();
COMMENT ON TRIGGER pgtrigger_update_update_6db5b ON public.lessons_lesson IS '498bae4df53e599c7ba66fa67b3476834de8e62d';
CREATE TRIGGER pgtrigger_update_update_6ed0c AFTER UPDATE ON public.accounts_cohortinvite FOR EACH ROW WHEN (((old.cohort_id IS DISTINCT FROM new.cohort_id) OR (old.expires_at IS DISTINCT FROM new.expires_at) OR (old.id IS DISTINCT FROM new.id) OR (old.made_at IS DISTINCT FROM new.made_at) OR (old.made_by IS DISTINCT FROM new.made_by) OR (old.most_uses IS DISTINCT FROM new.most_uses) OR (old.personal IS DISTINCT FROM new.personal) OR (old.revoked_at IS DISTINCT FROM new.revoked_at) OR (old.revoked_by IS DISTINCT FROM new.revoked_by))) EXECUTE FUNCTION public.pgtrigger_update_update_6ed0c();
COMMENT ON TRIGGER pgtrigger_update_update_6ed0c ON public.accounts_cohortinvite IS '336deb042c696dfbbd5d7347d972413058933759';
CREATE TRIGGER pgtrigger_update_update_72122 AFTER UPDATE ON public.lessons_novelty FOR EACH ROW WHEN ((old.* IS DISTINCT FROM new.*)) EXECUTE FUNCTION public.pgtrigger_update_update_72122();
COMMENT ON TRIGGER pgtrigger_update_update_72122 ON public.lessons_novelty IS '11c8828693c181d34ada2aed62ea85b10f666c9a';
CREATE TRIGGER pgtrigger_update_update_8bb43 AFTER UPDATE ON public.matrix_duty FOR EACH ROW WHEN ((old.* IS DISTINCT FROM new.*)) EXECUTE FUNCTION public.pgtrigger_update_update_8bb43();
COMMENT ON TRIGGER pgtrigger_update_update_8bb43 ON public.matrix_duty IS '087a5eeb9eb90b46a5c210df87f44b4f7cc64e9e';
CREATE TRIGGER pgtrigger_update_update_905e5 AFTER UPDATE ON public.matrix_rule FOR EACH ROW WHEN ((old.* IS DISTINCT FROM new.*)) EXECUTE FUNCTION public.pgtrigger_update_update_905e5();
COMMENT ON TRIGGER pgtrigger_update_update_905e5 ON public.matrix_rule IS '9b5170c1121b1d6eb0625073eb68692f6ab57129';
CREATE TRIGGER pgtrigger_update_update_957d5 AFTER UPDATE ON public.matrix_commontask FOR EACH ROW WHEN ((old.* IS DISTINCT FROM new.*)) EXECUTE FUNCTION public.pgtrigger_update_update_957d5();
COMMENT ON TRIGGER pgtrigger_update_update_957d5 ON public.matrix_commontask IS '8a7987f049458c6b161c47f522de86ff67b161a5';
CREATE TRIGGER pgtrigger_update_update_a0e9b AFTER UPDATE ON public.lessons_cohortreading FOR EACH ROW WHEN (((old.cohort_id IS DISTINCT FROM new.cohort_id) OR (old.edit_number IS DISTINCT FROM new.edit_number) OR (old."only" IS DISTINCT FROM new."only"))) EXECUTE FUNCTION public.pgtrigger_update_update_a0e9b();
COMMENT ON TRIGGER pgtrigger_update_update_a0e9b ON public.lessons_cohortreading IS '8f7a1e6dcc6420aaecf5601dd74ee3730e097bb4';
CREATE TRIGGER pgtrigger_update_update_a2d1b AFTER UPDATE ON public.accounts_cohort FOR EACH ROW WHEN ((old.* IS DISTINCT FROM new.*)) EXECUTE FUNCTION public.pgtrigger_update_update_a2d1b();
COMMENT ON TRIGGER pgtrigger_update_update_a2d1b ON public.accounts_cohort IS '171d9ab8cff68b140a81e1d49d6dbd4d213373c1';
CREATE TRIGGER pgtrigger_update_update_a33be AFTER UPDATE ON public.matrix_examshare FOR EACH ROW WHEN ((old.* IS DISTINCT FROM new.*)) EXECUTE FUNCTION public.pgtrigger_update_update_a33be();
COMMENT ON TRIGGER pgtrigger_update_update_a33be ON public.matrix_examshare IS 'ae48e5812f3751d02b929112737098560b711dc5';
CREATE TRIGGER pgtrigger_update_update_bea67 AFTER UPDATE ON public.matrix_servicetype FOR EACH ROW WHEN ((old.* IS DISTINCT FROM new.*)) EXECUTE FUNCTION public.pgtrigger_update_update_bea67();
COMMENT ON TRIGGER pgtrigger_update_update_bea67 ON public.matrix_servicetype IS '2b6fbe71152f6dbc832ef67f945ec50315e6ecbc';
CREATE TRIGGER pgtrigger_update_update_c1685 AFTER UPDATE ON public.lessons_incident FOR EACH ROW WHEN ((old.* IS DISTINCT FROM new.*)) EXECUTE FUNCTION public.pgtrigger_update_update_c1685();
COMMENT ON TRIGGER pgtrigger_update_update_c1685 ON public.lessons_incident IS '3e1e7068730369f20311ad31c0924009344aed1f';
CREATE TRIGGER pgtrigger_update_update_c7d5c AFTER UPDATE ON public.bank_item FOR EACH ROW WHEN ((old.* IS DISTINCT FROM new.*)) EXECUTE FUNCTION public.pgtrigger_update_update_c7d5c();
COMMENT ON TRIGGER pgtrigger_update_update_c7d5c ON public.bank_item IS '0ce4e4e4850dc720549a8dcbfc773b0cc7d98e05';
CREATE TRIGGER pgtrigger_update_update_cdfe9 AFTER UPDATE ON public.accounts_user FOR EACH ROW WHEN (((old.is_active IS DISTINCT FROM new.is_active) OR (old.is_staff IS DISTINCT FROM new.is_staff) OR (old.is_superuser IS DISTINCT FROM new.is_superuser) OR ((old.time_allowance)::text IS DISTINCT FROM (new.time_allowance)::text))) EXECUTE FUNCTION public.pgtrigger_update_update_cdfe9();
COMMENT ON TRIGGER pgtrigger_update_update_cdfe9 ON public.accounts_user IS 'da43d00d4bc01651a0b477278d7a19964b0aa7c0';
CREATE TRIGGER pgtrigger_update_update_d2bb8 AFTER UPDATE ON public.matrix_layer FOR EACH ROW WHEN ((old.* IS DISTINCT FROM new.*)) EXECUTE FUNCTION public.pgtrigger_update_update_d2bb8();
COMMENT ON TRIGGER pgtrigger_update_update_d2bb8 ON public.matrix_layer IS '07427e24a2791868cdeb74bc384ae5dcd832ece2';
CREATE TRIGGER pgtrigger_update_update_d447c AFTER UPDATE ON public.matrix_scenario FOR EACH ROW WHEN ((old.* IS DISTINCT FROM new.*)) EXECUTE FUNCTION public.pgtrigger_update_update_d447c();
COMMENT ON TRIGGER pgtrigger_update_update_d447c ON public.matrix_scenario IS '26744b00bddd0b7ef268412eba0ff973231053f8';
CREATE TRIGGER pgtrigger_update_update_dcd7b AFTER UPDATE ON public.matrix_control FOR EACH ROW WHEN ((old.* IS DISTINCT FROM new.*)) EXECUTE FUNCTION public.pgtrigger_update_update_dcd7b();
COMMENT ON TRIGGER pgtrigger_update_update_dcd7b ON public.matrix_control IS '1a3cd74a0c2bb33bb5f01cc65555b2b9ca329f51';
CREATE TRIGGER pgtrigger_update_update_f615f AFTER UPDATE ON public.lessons_picture FOR EACH ROW WHEN ((old.* IS DISTINCT FROM new.*)) EXECUTE FUNCTION public.pgtrigger_update_update_f615f();
COMMENT ON TRIGGER pgtrigger_update_update_f615f ON public.lessons_picture IS 'a7b26ee125c5ff238c09b8ea573f66c000704eeb';
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.accounts_cohortevent FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_truncate();
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.accounts_cohortgroupevent FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_truncate();
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.accounts_cohortinviteevent FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_truncate();
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.accounts_cohortmembershipevent FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_truncate();
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.accounts_cohortteacherevent FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_truncate();
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.bank_claim FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_truncate();
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.bank_itemevent FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_truncate();
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.bank_itemversion FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_truncate();
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.bank_misconceptionevent FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_truncate();
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.bank_option FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_truncate();
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.bank_retirementevent FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_truncate();
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.bank_testedcell FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_truncate();
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.django_admin_log FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_truncate();
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.lessons_incidentevent FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_truncate();
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.lessons_lessonevent FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_truncate();
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.lessons_noveltyevent FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_truncate();
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.lessons_pictureevent FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_truncate();
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.lessons_termevent FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_truncate();
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.matrix_commontaskevent FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_truncate();
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.matrix_controlevent FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_truncate();
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.matrix_dutyevent FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_truncate();
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.matrix_examshareevent FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_truncate();
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.matrix_layerevent FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_truncate();
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.matrix_look FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_truncate();
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.matrix_lookevent FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_truncate();
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.matrix_responsibilityevent FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_truncate();
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.matrix_ruleevent FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_truncate();
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.matrix_scenarioevent FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_truncate();
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.matrix_serviceevent FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_truncate();
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.matrix_servicetypeevent FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_truncate();
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.pghistory_context FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_truncate();
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.quizzes_assignmentevent FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_truncate();
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.quizzes_assignmentexceptionevent FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_truncate();
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.quizzes_attemptitem FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_truncate();
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.quizzes_grade FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_truncate();
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.quizzes_gradingrunitem FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_truncate();
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.quizzes_response FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_truncate();
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.quizzes_slippedanswer FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_truncate();
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.teach_bulkchange FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_truncate();
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.teach_bulkchangeitem FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_truncate();
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.teach_contradictionevent FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_truncate();
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.teach_courseevent FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_truncate();
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.teach_courseofclassevent FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_truncate();
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.teach_disputeevent FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_truncate();
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.teach_excusalevent FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_truncate();
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.teach_gradingrunevent FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_truncate();
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.teach_hiddenlessonevent FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_truncate();
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.teach_incidentdeletion FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_truncate();
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.teach_itemdeletion FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_truncate();
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.teach_layerdeletion FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_truncate();
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.teach_lessondeletion FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_truncate();
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.teach_loggedevent FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_truncate();
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.teach_membershipevent FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_truncate();
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.teach_misconceptiondeletion FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_truncate();
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.teach_noveltydeletion FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_truncate();
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.teach_permissionevent FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_truncate();
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.teach_quizevent FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_truncate();
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.teach_readingevent FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_truncate();
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.teach_reportevent FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_truncate();
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.teach_rightsevent FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_truncate();
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.teach_servicedeletion FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_truncate();
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.teach_servicetypedeletion FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_truncate();
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.teach_slotevent FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_truncate();
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.teach_termdeletion FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_truncate();
CREATE TRIGGER srm_keep_history_context BEFORE DELETE OR UPDATE ON public.pghistory_context FOR EACH ROW EXECUTE FUNCTION public.srm_keep_history_context();
ALTER TABLE ONLY public.account_emailaddress
    ADD CONSTRAINT account_emailaddress_user_id_2c513194_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.account_emailconfirmation
    ADD CONSTRAINT account_emailconfirm_email_address_id_5b7f8c58_fk_account_e FOREIGN KEY (email_address_id) REFERENCES public.account_emailaddress(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_assistantinvite
    ADD CONSTRAINT accounts_assistantin_cohort_id_cfee95c5_fk_accounts_ FOREIGN KEY (cohort_id) REFERENCES public.accounts_cohort(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_classmail
    ADD CONSTRAINT accounts_classmail_cohort_id_bebf0421_fk_accounts_cohort_id FOREIGN KEY (cohort_id) REFERENCES public.accounts_cohort(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_cohortgroup
    ADD CONSTRAINT accounts_cohortgroup_cohort_id_4a031f98_fk_accounts_cohort_id FOREIGN KEY (cohort_id) REFERENCES public.accounts_cohort(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_cohortinvite
    ADD CONSTRAINT accounts_cohortinvite_cohort_id_21e11f7a_fk_accounts_cohort_id FOREIGN KEY (cohort_id) REFERENCES public.accounts_cohort(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_cohortmembership
    ADD CONSTRAINT accounts_cohortmembe_cohort_id_33481bff_fk_accounts_ FOREIGN KEY (cohort_id) REFERENCES public.accounts_cohort(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_cohortmembership
    ADD CONSTRAINT accounts_cohortmembe_group_id_f9c8ea35_fk_accounts_ FOREIGN KEY (group_id) REFERENCES public.accounts_cohortgroup(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_cohortmembership
    ADD CONSTRAINT accounts_cohortmembe_invite_id_d47b2df9_fk_accounts_ FOREIGN KEY (invite_id) REFERENCES public.accounts_cohortinvite(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_cohortmembership
    ADD CONSTRAINT accounts_cohortmembe_learner_id_f011639f_fk_accounts_ FOREIGN KEY (learner_id) REFERENCES public.accounts_learner(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_cohortmessage
    ADD CONSTRAINT accounts_cohortmessage_cohort_id_59130425_fk_accounts_cohort_id FOREIGN KEY (cohort_id) REFERENCES public.accounts_cohort(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_cohortteacher
    ADD CONSTRAINT accounts_cohortteacher_cohort_id_89f79a9a_fk_accounts_cohort_id FOREIGN KEY (cohort_id) REFERENCES public.accounts_cohort(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_cohortteacher
    ADD CONSTRAINT accounts_cohortteacher_user_id_02734173_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_invitee
    ADD CONSTRAINT accounts_invitee_cohort_id_a0cfcbb6_fk_accounts_cohort_id FOREIGN KEY (cohort_id) REFERENCES public.accounts_cohort(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_invitee
    ADD CONSTRAINT accounts_invitee_invite_id_035807fe_fk_accounts_cohortinvite_id FOREIGN KEY (invite_id) REFERENCES public.accounts_cohortinvite(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_learner
    ADD CONSTRAINT accounts_learner_merged_into_id_391c38ff_fk_accounts_learner_id FOREIGN KEY (merged_into_id) REFERENCES public.accounts_learner(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_learner
    ADD CONSTRAINT accounts_learner_user_id_923adaf6_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_login
    ADD CONSTRAINT accounts_login_user_id_46162ebd_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_mail
    ADD CONSTRAINT accounts_mail_class_mail_id_9f8c5996_fk_accounts_classmail_id FOREIGN KEY (class_mail_id) REFERENCES public.accounts_classmail(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_mail
    ADD CONSTRAINT accounts_mail_invitee_id_14ec4f69_fk_accounts_invitee_id FOREIGN KEY (invitee_id) REFERENCES public.accounts_invitee(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_mail
    ADD CONSTRAINT accounts_mail_learner_id_b3a9668c_fk_accounts_learner_id FOREIGN KEY (learner_id) REFERENCES public.accounts_learner(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_messagereading
    ADD CONSTRAINT accounts_messageread_membership_id_6ed11794_fk_accounts_ FOREIGN KEY (membership_id) REFERENCES public.accounts_cohortmembership(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_messagereading
    ADD CONSTRAINT accounts_messageread_message_id_ebabf529_fk_accounts_ FOREIGN KEY (message_id) REFERENCES public.accounts_cohortmessage(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_refusedaddress
    ADD CONSTRAINT accounts_refusedaddr_learner_id_3a68c65a_fk_accounts_ FOREIGN KEY (learner_id) REFERENCES public.accounts_learner(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_session
    ADD CONSTRAINT accounts_session_user_id_d5aaed01_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_user_groups
    ADD CONSTRAINT accounts_user_groups_group_id_bd11a704_fk_auth_group_id FOREIGN KEY (group_id) REFERENCES public.auth_group(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_user_groups
    ADD CONSTRAINT accounts_user_groups_user_id_52b62117_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_user_user_permissions
    ADD CONSTRAINT accounts_user_user_p_permission_id_113bb443_fk_auth_perm FOREIGN KEY (permission_id) REFERENCES public.auth_permission(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_user_user_permissions
    ADD CONSTRAINT accounts_user_user_p_user_id_e4f0a161_fk_accounts_ FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissio_permission_id_84c5c92e_fk_auth_perm FOREIGN KEY (permission_id) REFERENCES public.auth_permission(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_group_id_b120cbf9_fk_auth_group_id FOREIGN KEY (group_id) REFERENCES public.auth_group(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_content_type_id_2f476e4b_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.bank_claim
    ADD CONSTRAINT bank_claim_cell_id_a1295ab2_fk_matrix_responsibility_id FOREIGN KEY (cell_id) REFERENCES public.matrix_responsibility(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.bank_claim
    ADD CONSTRAINT bank_claim_control_id_c9768783_fk_matrix_control_id FOREIGN KEY (control_id) REFERENCES public.matrix_control(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.bank_claim
    ADD CONSTRAINT bank_claim_duty_id_fa82972e_fk_matrix_duty_id FOREIGN KEY (duty_id) REFERENCES public.matrix_duty(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.bank_claim
    ADD CONSTRAINT bank_claim_layer_id_1d164c8c_fk_matrix_layer_id FOREIGN KEY (layer_id) REFERENCES public.matrix_layer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.bank_claim
    ADD CONSTRAINT bank_claim_option_id_68c17390_fk_bank_option_id FOREIGN KEY (option_id) REFERENCES public.bank_option(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.bank_contradiction
    ADD CONSTRAINT bank_contradiction_item_id_9b73935c_fk_bank_item_id FOREIGN KEY (item_id) REFERENCES public.bank_item(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.bank_contradiction
    ADD CONSTRAINT bank_contradiction_version_id_397b6d5f_fk_bank_itemversion_id FOREIGN KEY (version_id) REFERENCES public.bank_itemversion(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.bank_importedname
    ADD CONSTRAINT bank_importedname_item_id_b6fc6cfd_fk_bank_item_id FOREIGN KEY (item_id) REFERENCES public.bank_item(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.bank_item
    ADD CONSTRAINT bank_item_published_id_d53ef129_fk_bank_itemversion_id FOREIGN KEY (published_id) REFERENCES public.bank_itemversion(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.bank_itemdraft
    ADD CONSTRAINT bank_itemdraft_item_id_1a2cbb39_fk_bank_item_id FOREIGN KEY (item_id) REFERENCES public.bank_item(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.bank_itemversion
    ADD CONSTRAINT bank_itemversion_item_id_ca97247a_fk_bank_item_id FOREIGN KEY (item_id) REFERENCES public.bank_item(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.bank_misconception
    ADD CONSTRAINT bank_misconception_here_id_5f1caa56_fk_matrix_responsibility_id FOREIGN KEY (here_id) REFERENCES public.matrix_responsibility(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.bank_misconception
    ADD CONSTRAINT bank_misconception_there_id_43174ce7_fk_matrix_re FOREIGN KEY (there_id) REFERENCES public.matrix_responsibility(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.bank_option
    ADD CONSTRAINT bank_option_version_id_51807942_fk_bank_itemversion_id FOREIGN KEY (version_id) REFERENCES public.bank_itemversion(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.bank_retirement
    ADD CONSTRAINT bank_retirement_item_id_533ca287_fk_bank_item_id FOREIGN KEY (item_id) REFERENCES public.bank_item(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.bank_retirement
    ADD CONSTRAINT bank_retirement_version_id_4cfa9845_fk_bank_itemversion_id FOREIGN KEY (version_id) REFERENCES public.bank_itemversion(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.bank_testedcell
    ADD CONSTRAINT bank_testedcell_cell_id_1f1cdfe9_fk_matrix_responsibility_id FOREIGN KEY (cell_id) REFERENCES public.matrix_responsibility(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.bank_testedcell
    ADD CONSTRAINT bank_testedcell_version_id_9a7deef6_fk_bank_itemversion_id FOREIGN KEY (version_id) REFERENCES public.bank_itemversion(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.django_admin_log
    ADD CONSTRAINT django_admin_log_content_type_id_c4bce8eb_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.django_admin_log
    ADD CONSTRAINT django_admin_log_user_id_c564eba6_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.lessons_cohortreading_courses
    ADD CONSTRAINT lessons_cohortreadin_cohortreading_id_8ccd9ad1_fk_lessons_c FOREIGN KEY (cohortreading_id) REFERENCES public.lessons_cohortreading(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.lessons_cohortreading_hidden
    ADD CONSTRAINT lessons_cohortreadin_cohortreading_id_bc76b838_fk_lessons_c FOREIGN KEY (cohortreading_id) REFERENCES public.lessons_cohortreading(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.lessons_cohortreading_courses
    ADD CONSTRAINT lessons_cohortreadin_course_id_eeef71d5_fk_lessons_c FOREIGN KEY (course_id) REFERENCES public.lessons_course(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.lessons_cohortreading_hidden
    ADD CONSTRAINT lessons_cohortreadin_lesson_id_3a724283_fk_lessons_l FOREIGN KEY (lesson_id) REFERENCES public.lessons_lesson(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.lessons_cohortreading
    ADD CONSTRAINT lessons_cohortreading_cohort_id_14008fe2_fk_accounts_cohort_id FOREIGN KEY (cohort_id) REFERENCES public.accounts_cohort(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.lessons_lesson
    ADD CONSTRAINT lessons_lesson_course_id_ddec91f2_fk_lessons_course_id FOREIGN KEY (course_id) REFERENCES public.lessons_course(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.lessons_lessondraft
    ADD CONSTRAINT lessons_lessondraft_editor_id_691f1635_fk_accounts_user_id FOREIGN KEY (editor_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.lessons_lessondraft
    ADD CONSTRAINT lessons_lessondraft_lesson_id_900bd44b_fk_lessons_lesson_id FOREIGN KEY (lesson_id) REFERENCES public.lessons_lesson(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.lessons_picture
    ADD CONSTRAINT lessons_picture_uploaded_by_id_100ffa98_fk_accounts_user_id FOREIGN KEY (uploaded_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.lessons_place
    ADD CONSTRAINT lessons_place_learner_id_e9aae6c3_fk_accounts_learner_id FOREIGN KEY (learner_id) REFERENCES public.accounts_learner(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.lessons_place
    ADD CONSTRAINT lessons_place_lesson_id_7dfdb119_fk_lessons_lesson_id FOREIGN KEY (lesson_id) REFERENCES public.lessons_lesson(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.lessons_reading
    ADD CONSTRAINT lessons_reading_learner_id_bf144d95_fk_accounts_learner_id FOREIGN KEY (learner_id) REFERENCES public.accounts_learner(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.lessons_reading
    ADD CONSTRAINT lessons_reading_lesson_id_41574c71_fk_lessons_lesson_id FOREIGN KEY (lesson_id) REFERENCES public.lessons_lesson(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.lessons_scheduledpublication
    ADD CONSTRAINT lessons_scheduledpub_editor_id_1099b691_fk_accounts_ FOREIGN KEY (editor_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.lessons_scheduledpublication
    ADD CONSTRAINT lessons_scheduledpub_lesson_id_252f1cdb_fk_lessons_l FOREIGN KEY (lesson_id) REFERENCES public.lessons_lesson(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.lti_deployment
    ADD CONSTRAINT lti_deployment_platform_id_8556022e_fk_lti_platform_id FOREIGN KEY (platform_id) REFERENCES public.lti_platform(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.lti_identity
    ADD CONSTRAINT lti_identity_learner_id_6029893c_fk_accounts_learner_id FOREIGN KEY (learner_id) REFERENCES public.accounts_learner(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.lti_launch
    ADD CONSTRAINT lti_launch_learner_id_08ea823b_fk_accounts_learner_id FOREIGN KEY (learner_id) REFERENCES public.accounts_learner(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.lti_launch
    ADD CONSTRAINT lti_launch_platform_id_7492383b_fk_lti_platform_id FOREIGN KEY (platform_id) REFERENCES public.lti_platform(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.lti_lineitem
    ADD CONSTRAINT lti_lineitem_linked_id_83b7eecd_fk_lti_linkedclass_id FOREIGN KEY (linked_id) REFERENCES public.lti_linkedclass(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.lti_linkedclass
    ADD CONSTRAINT lti_linkedclass_cohort_id_a49ec2f2_fk_accounts_cohort_id FOREIGN KEY (cohort_id) REFERENCES public.accounts_cohort(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.lti_linkedclass
    ADD CONSTRAINT lti_linkedclass_deployment_id_a8c3ab9f_fk_lti_deployment_id FOREIGN KEY (deployment_id) REFERENCES public.lti_deployment(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.lti_linkedclass
    ADD CONSTRAINT lti_linkedclass_invite_id_4d97d19f_fk_accounts_cohortinvite_id FOREIGN KEY (invite_id) REFERENCES public.accounts_cohortinvite(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.lti_rosterentry
    ADD CONSTRAINT lti_rosterentry_learner_id_cb7dbf95_fk_accounts_learner_id FOREIGN KEY (learner_id) REFERENCES public.accounts_learner(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.lti_rosterentry
    ADD CONSTRAINT lti_rosterentry_linked_id_2a82d420_fk_lti_linkedclass_id FOREIGN KEY (linked_id) REFERENCES public.lti_linkedclass(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.lti_score
    ADD CONSTRAINT lti_score_learner_id_caad9e3f_fk_accounts_learner_id FOREIGN KEY (learner_id) REFERENCES public.accounts_learner(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.lti_score
    ADD CONSTRAINT lti_score_line_item_id_70cf10f0_fk_lti_lineitem_id FOREIGN KEY (line_item_id) REFERENCES public.lti_lineitem(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.matrix_commontask
    ADD CONSTRAINT matrix_commontask_layer_id_360764fc_fk_matrix_layer_id FOREIGN KEY (layer_id) REFERENCES public.matrix_layer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.matrix_dispute
    ADD CONSTRAINT matrix_dispute_cell_id_c183e457_fk_matrix_responsibility_id FOREIGN KEY (cell_id) REFERENCES public.matrix_responsibility(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.matrix_dispute
    ADD CONSTRAINT matrix_dispute_learner_id_57b9fe53_fk_accounts_learner_id FOREIGN KEY (learner_id) REFERENCES public.accounts_learner(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.matrix_duty
    ADD CONSTRAINT matrix_duty_cell_id_4136a031_fk_matrix_responsibility_id FOREIGN KEY (cell_id) REFERENCES public.matrix_responsibility(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.matrix_duty
    ADD CONSTRAINT matrix_duty_common_task_id_4abbb43c_fk_matrix_commontask_id FOREIGN KEY (common_task_id) REFERENCES public.matrix_commontask(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.matrix_examshare
    ADD CONSTRAINT matrix_examshare_control_id_96bab94b_fk_matrix_control_id FOREIGN KEY (control_id) REFERENCES public.matrix_control(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.matrix_examshare
    ADD CONSTRAINT matrix_examshare_layer_id_964ed9ba_fk_matrix_layer_id FOREIGN KEY (layer_id) REFERENCES public.matrix_layer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.matrix_examshare
    ADD CONSTRAINT matrix_examshare_service_id_50b4d40f_fk_matrix_service_id FOREIGN KEY (service_id) REFERENCES public.matrix_service(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.matrix_responsibility
    ADD CONSTRAINT matrix_responsibility_layer_id_0527ae76_fk_matrix_layer_id FOREIGN KEY (layer_id) REFERENCES public.matrix_layer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.matrix_responsibility
    ADD CONSTRAINT matrix_responsibility_service_id_754a42c5_fk_matrix_service_id FOREIGN KEY (service_id) REFERENCES public.matrix_service(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.matrix_rule
    ADD CONSTRAINT matrix_rule_layer_id_b5ca4ebf_fk_matrix_layer_id FOREIGN KEY (layer_id) REFERENCES public.matrix_layer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.matrix_rule
    ADD CONSTRAINT matrix_rule_service_type_id_00fca79b_fk_matrix_servicetype_id FOREIGN KEY (service_type_id) REFERENCES public.matrix_servicetype(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.matrix_scenario
    ADD CONSTRAINT matrix_scenario_cell_id_dfd5700b_fk_matrix_responsibility_id FOREIGN KEY (cell_id) REFERENCES public.matrix_responsibility(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.matrix_scenario
    ADD CONSTRAINT matrix_scenario_control_id_ddf065d5_fk_matrix_control_id FOREIGN KEY (control_id) REFERENCES public.matrix_control(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.matrix_scenario
    ADD CONSTRAINT matrix_scenario_duty_id_ec7c3683_fk_matrix_duty_id FOREIGN KEY (duty_id) REFERENCES public.matrix_duty(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.matrix_scenario
    ADD CONSTRAINT matrix_scenario_layer_id_913bdc3c_fk_matrix_layer_id FOREIGN KEY (layer_id) REFERENCES public.matrix_layer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.matrix_service
    ADD CONSTRAINT matrix_service_service_type_id_bdbff8ac_fk_matrix_se FOREIGN KEY (service_type_id) REFERENCES public.matrix_servicetype(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.matrix_service
    ADD CONSTRAINT matrix_service_variant_of_id_92a16ba5_fk_matrix_service_id FOREIGN KEY (variant_of_id) REFERENCES public.matrix_service(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.matrix_servicedraft
    ADD CONSTRAINT matrix_servicedraft_service_id_21f7c338_fk_matrix_service_id FOREIGN KEY (service_id) REFERENCES public.matrix_service(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.mfa_authenticator
    ADD CONSTRAINT mfa_authenticator_user_id_0c3a50c0_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planner_forecast
    ADD CONSTRAINT planner_forecast_learner_id_fc035861_fk_accounts_learner_id FOREIGN KEY (learner_id) REFERENCES public.accounts_learner(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planner_reminders
    ADD CONSTRAINT planner_reminders_learner_id_7ec8902c_fk_accounts_learner_id FOREIGN KEY (learner_id) REFERENCES public.accounts_learner(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planner_storedplan
    ADD CONSTRAINT planner_storedplan_learner_id_b6ad2bdb_fk_accounts_learner_id FOREIGN KEY (learner_id) REFERENCES public.accounts_learner(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.planner_studyplan
    ADD CONSTRAINT planner_studyplan_learner_id_143af334_fk_accounts_learner_id FOREIGN KEY (learner_id) REFERENCES public.accounts_learner(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quizzes_accountsitemstatistic
    ADD CONSTRAINT quizzes_accountsitem_version_id_1929bfb3_fk_bank_item FOREIGN KEY (version_id) REFERENCES public.bank_itemversion(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quizzes_accountsmarkcount
    ADD CONSTRAINT quizzes_accountsmark_version_id_d9d83dfe_fk_bank_item FOREIGN KEY (version_id) REFERENCES public.bank_itemversion(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quizzes_accountsmarkcount
    ADD CONSTRAINT quizzes_accountsmarkcount_quiz_id_dbbf5ae9_fk_quizzes_quiz_id FOREIGN KEY (quiz_id) REFERENCES public.quizzes_quiz(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quizzes_accountsoptionstatistic
    ADD CONSTRAINT quizzes_accountsopti_version_id_8d910335_fk_bank_item FOREIGN KEY (version_id) REFERENCES public.bank_itemversion(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quizzes_accountstimecount
    ADD CONSTRAINT quizzes_accountstime_version_id_6fdebbe3_fk_bank_item FOREIGN KEY (version_id) REFERENCES public.bank_itemversion(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quizzes_assignment
    ADD CONSTRAINT quizzes_assignment_cohort_id_e4aa8c11_fk_accounts_cohort_id FOREIGN KEY (cohort_id) REFERENCES public.accounts_cohort(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quizzes_assignment
    ADD CONSTRAINT quizzes_assignment_lesson_id_94ce174d_fk_lessons_lesson_id FOREIGN KEY (lesson_id) REFERENCES public.lessons_lesson(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quizzes_assignment
    ADD CONSTRAINT quizzes_assignment_quiz_id_a5eb3b39_fk_quizzes_quiz_id FOREIGN KEY (quiz_id) REFERENCES public.quizzes_quiz(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quizzes_assignmentexception
    ADD CONSTRAINT quizzes_assignmentex_assignment_id_ebe5b567_fk_quizzes_a FOREIGN KEY (assignment_id) REFERENCES public.quizzes_assignment(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quizzes_assignmentexception
    ADD CONSTRAINT quizzes_assignmentex_learner_id_67994b0e_fk_accounts_ FOREIGN KEY (learner_id) REFERENCES public.accounts_learner(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quizzes_attempt
    ADD CONSTRAINT quizzes_attempt_assignment_id_4f0a831a_fk_quizzes_assignment_id FOREIGN KEY (assignment_id) REFERENCES public.quizzes_assignment(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quizzes_attempt
    ADD CONSTRAINT quizzes_attempt_learner_id_76b094d7_fk_accounts_learner_id FOREIGN KEY (learner_id) REFERENCES public.accounts_learner(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quizzes_attempt
    ADD CONSTRAINT quizzes_attempt_quiz_id_5dc3f292_fk_quizzes_quiz_id FOREIGN KEY (quiz_id) REFERENCES public.quizzes_quiz(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quizzes_attempt
    ADD CONSTRAINT quizzes_attempt_retry_of_id_f45a5fee_fk_quizzes_attempt_id FOREIGN KEY (retry_of_id) REFERENCES public.quizzes_attempt(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quizzes_attemptitem
    ADD CONSTRAINT quizzes_attemptitem_attempt_id_28851a6c_fk_quizzes_attempt_id FOREIGN KEY (attempt_id) REFERENCES public.quizzes_attempt(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quizzes_attemptitem
    ADD CONSTRAINT quizzes_attemptitem_contrast_to_id_b1cc0b41_fk_quizzes_a FOREIGN KEY (contrast_to_id) REFERENCES public.quizzes_attemptitem(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quizzes_attemptitem
    ADD CONSTRAINT quizzes_attemptitem_version_id_a16d0124_fk_bank_itemversion_id FOREIGN KEY (version_id) REFERENCES public.bank_itemversion(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quizzes_attemptscore
    ADD CONSTRAINT quizzes_attemptscore_attempt_id_d931fed5_fk_quizzes_attempt_id FOREIGN KEY (attempt_id) REFERENCES public.quizzes_attempt(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quizzes_cellmemory
    ADD CONSTRAINT quizzes_cellmemory_cell_id_495087bd_fk_matrix_responsibility_id FOREIGN KEY (cell_id) REFERENCES public.matrix_responsibility(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quizzes_cellmemory
    ADD CONSTRAINT quizzes_cellmemory_learner_id_f4c13803_fk_accounts_learner_id FOREIGN KEY (learner_id) REFERENCES public.accounts_learner(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quizzes_classcount
    ADD CONSTRAINT quizzes_classcount_cohort_id_74d0f521_fk_accounts_cohort_id FOREIGN KEY (cohort_id) REFERENCES public.accounts_cohort(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quizzes_classcount
    ADD CONSTRAINT quizzes_classcount_version_id_2dd2d848_fk_bank_itemversion_id FOREIGN KEY (version_id) REFERENCES public.bank_itemversion(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quizzes_classmarkcount
    ADD CONSTRAINT quizzes_classmarkcou_version_id_4b2474c9_fk_bank_item FOREIGN KEY (version_id) REFERENCES public.bank_itemversion(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quizzes_classmarkcount
    ADD CONSTRAINT quizzes_classmarkcount_cohort_id_58bbd00a_fk_accounts_cohort_id FOREIGN KEY (cohort_id) REFERENCES public.accounts_cohort(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quizzes_classmarkcount
    ADD CONSTRAINT quizzes_classmarkcount_quiz_id_b1f8e0cc_fk_quizzes_quiz_id FOREIGN KEY (quiz_id) REFERENCES public.quizzes_quiz(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quizzes_correction
    ADD CONSTRAINT quizzes_correction_attempt_id_59d5d640_fk_quizzes_attempt_id FOREIGN KEY (attempt_id) REFERENCES public.quizzes_attempt(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quizzes_correction
    ADD CONSTRAINT quizzes_correction_run_id_696e9ace_fk_quizzes_gradingrun_id FOREIGN KEY (run_id) REFERENCES public.quizzes_gradingrun(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quizzes_grade
    ADD CONSTRAINT quizzes_grade_response_id_b11ee78a_fk_quizzes_response_id FOREIGN KEY (response_id) REFERENCES public.quizzes_response(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quizzes_grade
    ADD CONSTRAINT quizzes_grade_run_id_c15fd144_fk_quizzes_gradingrun_id FOREIGN KEY (run_id) REFERENCES public.quizzes_gradingrun(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quizzes_grade
    ADD CONSTRAINT quizzes_grade_version_id_871d9fc5_fk_bank_itemversion_id FOREIGN KEY (version_id) REFERENCES public.bank_itemversion(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quizzes_gradingrun
    ADD CONSTRAINT quizzes_gradingrun_undoes_id_0add46ce_fk_quizzes_gradingrun_id FOREIGN KEY (undoes_id) REFERENCES public.quizzes_gradingrun(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quizzes_gradingrunitem
    ADD CONSTRAINT quizzes_gradingrunit_version_id_8b823984_fk_bank_item FOREIGN KEY (version_id) REFERENCES public.bank_itemversion(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quizzes_gradingrunitem
    ADD CONSTRAINT quizzes_gradingrunitem_item_id_598e9b3f_fk_bank_item_id FOREIGN KEY (item_id) REFERENCES public.bank_item(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quizzes_gradingrunitem
    ADD CONSTRAINT quizzes_gradingrunitem_run_id_bc09b3c0_fk_quizzes_gradingrun_id FOREIGN KEY (run_id) REFERENCES public.quizzes_gradingrun(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quizzes_itemfigures
    ADD CONSTRAINT quizzes_itemfigures_item_id_e507d45f_fk_bank_item_id FOREIGN KEY (item_id) REFERENCES public.bank_item(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quizzes_itemfigures
    ADD CONSTRAINT quizzes_itemfigures_published_id_bd9f8b04_fk_bank_item FOREIGN KEY (published_id) REFERENCES public.bank_itemversion(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quizzes_itemfigures
    ADD CONSTRAINT quizzes_itemfigures_quiz_id_5664db28_fk_quizzes_quiz_id FOREIGN KEY (quiz_id) REFERENCES public.quizzes_quiz(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quizzes_itemresult
    ADD CONSTRAINT quizzes_itemresult_attempt_item_id_2aafed49_fk_quizzes_a FOREIGN KEY (attempt_item_id) REFERENCES public.quizzes_attemptitem(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quizzes_itemresult
    ADD CONSTRAINT quizzes_itemresult_response_id_2480f35f_fk_quizzes_response_id FOREIGN KEY (response_id) REFERENCES public.quizzes_response(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quizzes_itemresult
    ADD CONSTRAINT quizzes_itemresult_version_id_491e01fa_fk_bank_itemversion_id FOREIGN KEY (version_id) REFERENCES public.bank_itemversion(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quizzes_itemstatistic
    ADD CONSTRAINT quizzes_itemstatisti_version_id_7f6b6c47_fk_bank_item FOREIGN KEY (version_id) REFERENCES public.bank_itemversion(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quizzes_learnernote
    ADD CONSTRAINT quizzes_learnernote_cell_id_be4d4eb0_fk_matrix_re FOREIGN KEY (cell_id) REFERENCES public.matrix_responsibility(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quizzes_learnernote
    ADD CONSTRAINT quizzes_learnernote_item_id_91b733c3_fk_bank_item_id FOREIGN KEY (item_id) REFERENCES public.bank_item(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quizzes_learnernote
    ADD CONSTRAINT quizzes_learnernote_learner_id_458dd34a_fk_accounts_learner_id FOREIGN KEY (learner_id) REFERENCES public.accounts_learner(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quizzes_learnernote
    ADD CONSTRAINT quizzes_learnernote_lesson_id_854920a9_fk_lessons_lesson_id FOREIGN KEY (lesson_id) REFERENCES public.lessons_lesson(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quizzes_markcount
    ADD CONSTRAINT quizzes_markcount_quiz_id_014c3a3f_fk_quizzes_quiz_id FOREIGN KEY (quiz_id) REFERENCES public.quizzes_quiz(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quizzes_markcount
    ADD CONSTRAINT quizzes_markcount_version_id_05705a75_fk_bank_itemversion_id FOREIGN KEY (version_id) REFERENCES public.bank_itemversion(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quizzes_optionstatistic
    ADD CONSTRAINT quizzes_optionstatis_version_id_c3f096ce_fk_bank_item FOREIGN KEY (version_id) REFERENCES public.bank_itemversion(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quizzes_problemreport
    ADD CONSTRAINT quizzes_problemrepor_attempt_item_id_b955b33a_fk_quizzes_a FOREIGN KEY (attempt_item_id) REFERENCES public.quizzes_attemptitem(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quizzes_problemreport
    ADD CONSTRAINT quizzes_problemrepor_learner_id_8cebd55e_fk_accounts_ FOREIGN KEY (learner_id) REFERENCES public.accounts_learner(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quizzes_problemreport
    ADD CONSTRAINT quizzes_problemrepor_version_id_14356690_fk_bank_item FOREIGN KEY (version_id) REFERENCES public.bank_itemversion(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quizzes_quiz
    ADD CONSTRAINT quizzes_quiz_lesson_id_dc41be0f_fk_lessons_lesson_id FOREIGN KEY (lesson_id) REFERENCES public.lessons_lesson(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quizzes_response
    ADD CONSTRAINT quizzes_response_attempt_item_id_f814329e_fk_quizzes_a FOREIGN KEY (attempt_item_id) REFERENCES public.quizzes_attemptitem(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quizzes_rulememory
    ADD CONSTRAINT quizzes_rulememory_learner_id_969baa13_fk_accounts_learner_id FOREIGN KEY (learner_id) REFERENCES public.accounts_learner(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quizzes_slippedanswer
    ADD CONSTRAINT quizzes_slippedanswe_again_id_4c6d8830_fk_quizzes_a FOREIGN KEY (again_id) REFERENCES public.quizzes_attemptitem(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quizzes_slippedanswer
    ADD CONSTRAINT quizzes_slippedanswe_response_id_ae727adb_fk_quizzes_r FOREIGN KEY (response_id) REFERENCES public.quizzes_response(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quizzes_slippedanswer
    ADD CONSTRAINT quizzes_slippedanswer_attempt_id_6b59ec52_fk_quizzes_attempt_id FOREIGN KEY (attempt_id) REFERENCES public.quizzes_attempt(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quizzes_slot
    ADD CONSTRAINT quizzes_slot_item_id_033d3fb0_fk_bank_item_id FOREIGN KEY (item_id) REFERENCES public.bank_item(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quizzes_slot
    ADD CONSTRAINT quizzes_slot_quiz_id_126619b9_fk_quizzes_quiz_id FOREIGN KEY (quiz_id) REFERENCES public.quizzes_quiz(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quizzes_timecount
    ADD CONSTRAINT quizzes_timecount_version_id_ed3ccfac_fk_bank_itemversion_id FOREIGN KEY (version_id) REFERENCES public.bank_itemversion(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.teach_bulkchange
    ADD CONSTRAINT teach_bulkchange_undoes_id_2018e0b4_fk_teach_bulkchange_id FOREIGN KEY (undoes_id) REFERENCES public.teach_bulkchange(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.teach_bulkchangeitem
    ADD CONSTRAINT teach_bulkchangeitem_change_id_cdf06c85_fk_teach_bulkchange_id FOREIGN KEY (change_id) REFERENCES public.teach_bulkchange(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.teach_bulkchangeitem
    ADD CONSTRAINT teach_bulkchangeitem_item_id_04bbdfed_fk_bank_item_id FOREIGN KEY (item_id) REFERENCES public.bank_item(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.teach_excusal
    ADD CONSTRAINT teach_excusal_cohort_id_f5ecfa6a_fk_accounts_cohort_id FOREIGN KEY (cohort_id) REFERENCES public.accounts_cohort(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.teach_excusal
    ADD CONSTRAINT teach_excusal_learner_id_d5d83529_fk_accounts_learner_id FOREIGN KEY (learner_id) REFERENCES public.accounts_learner(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.teach_formerlearner
    ADD CONSTRAINT teach_formerlearner_cohort_id_d27f9436_fk_accounts_cohort_id FOREIGN KEY (cohort_id) REFERENCES public.accounts_cohort(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.teach_gradebooksettings
    ADD CONSTRAINT teach_gradebooksetti_cohort_id_061c4043_fk_accounts_ FOREIGN KEY (cohort_id) REFERENCES public.accounts_cohort(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.teach_weeklydigest
    ADD CONSTRAINT teach_weeklydigest_learner_id_d7e6dd5e_fk_accounts_learner_id FOREIGN KEY (learner_id) REFERENCES public.accounts_learner(id) DEFERRABLE INITIALLY DEFERRED;
