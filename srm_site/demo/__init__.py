"""The people of the demo and what they have done so far, created only by `manage.py demo`.

It runs as the owner of the tables and stores through the ledger's one writer, with the moments that it states
(`quizzes.seeding`). Nothing that serves may import it.
"""
