"""The Django database engine that starts our own PostgreSQL before it connects; see serving/postgres.py."""
