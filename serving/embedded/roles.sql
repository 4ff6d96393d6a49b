-- Two roles: srm_owner migrates and owns every table, srm_app serves and may only read and write rows.
-- Run it as a superuser in template1, so that each database made later (tests make some) has the same rights;
-- on a server that others share, run it in the site's own database instead. One statement a line.
CREATE ROLE srm_owner LOGIN CREATEDB;
CREATE ROLE srm_app LOGIN;
GRANT srm_app TO srm_owner;
ALTER ROLE srm_app SET statement_timeout = '5s';
ALTER ROLE srm_app SET lock_timeout = '2s';
ALTER ROLE srm_app SET idle_in_transaction_session_timeout = '10s';
ALTER DEFAULT PRIVILEGES FOR ROLE srm_owner GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO srm_app;
ALTER DEFAULT PRIVILEGES FOR ROLE srm_owner GRANT USAGE, SELECT ON SEQUENCES TO srm_app;
