"""The Django database engine that starts our own PostgreSQL before it connects; see srm_site/postgres.py."""
