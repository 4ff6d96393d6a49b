"""Questions from outside, held against themselves and against the facts. Nothing here touches the database.

Text becomes questions (`detection`, `markdown`, `tables`, `gift`), questions become findings (`repeats`, `refutation`,
`explanations`, `form_faults`, `longest_option`), and findings become a report.
"""
