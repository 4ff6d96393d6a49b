"""Questions on their way in and out: CSV, GIFT, Moodle XML, Aiken; in only Markdown, and out only QTI 3.0."""
