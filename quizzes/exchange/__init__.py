"""Questions on their way in and out: CSV, GIFT, Moodle XML, Aiken, and out only QTI 3.0."""
