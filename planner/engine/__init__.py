"""The learning engine: what an answer is worth, which questions to ask, and how much a learner knows.

Pure functions of numbers. Nothing here reads a clock, a database or a random number, so equal inputs give equal plans,
and the simulation in benchmarks/learning calls the functions that the site calls.
"""
