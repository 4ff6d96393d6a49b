"""QTI: written as packages of version 3.0, and read in versions 1.2, 2.x and 3.0, as files and as packages."""
