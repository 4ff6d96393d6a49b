"""The gradebook of a class: its columns, its marks, and its ways out to spreadsheets, Moodle and Canvas."""
