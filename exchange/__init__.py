"""Import and export of questions: CSV, GIFT, Moodle XML, Aiken; Markdown for import only, QTI 3.0 for export only."""
