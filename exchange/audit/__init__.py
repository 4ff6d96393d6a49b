"""Audits foreign questions for consistency and against the facts, without a database.

Parsers (`detection`, `markdown`, `tables`, `gift`) read questions, checks (`repeats`, `refutation`, `explanations`,
`form_faults`, `longest_option`) make findings of them, and `report` writes the findings.
"""
