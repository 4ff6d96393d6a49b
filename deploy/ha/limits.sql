-- Once, as a superuser: what the site asks for when it connects, and cannot ask PgBouncer for (serving/connections.py).
ALTER ROLE srm_app SET statement_timeout = '5s';
ALTER ROLE srm_app SET lock_timeout = '2s';
ALTER ROLE srm_app SET idle_in_transaction_session_timeout = '10s';
