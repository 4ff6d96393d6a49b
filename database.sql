-- The roles and the database of a site, on a PostgreSQL that has neither. Run it once, as a superuser:
--   OWNER_PASSWORD=… APP_PASSWORD=… psql --dbname postgres --file database.sql
-- srm_owner migrates and owns every table; srm_app serves, and may only read and write rows.
\set ON_ERROR_STOP on
\getenv owner_password OWNER_PASSWORD
\getenv app_password APP_PASSWORD
CREATE ROLE srm_owner LOGIN PASSWORD :'owner_password';
CREATE ROLE srm_app LOGIN PASSWORD :'app_password';
CREATE DATABASE whose_layer OWNER srm_owner;
\connect whose_layer
ALTER DEFAULT PRIVILEGES FOR ROLE srm_owner GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO srm_app;
ALTER DEFAULT PRIVILEGES FOR ROLE srm_owner GRANT USAGE, SELECT ON SEQUENCES TO srm_app;
