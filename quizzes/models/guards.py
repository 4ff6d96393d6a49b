"""What the database refuses whoever asks."""

import pgtrigger


def insert_only() -> pgtrigger.Protect:
    return pgtrigger.Protect(name="insert_only", operation=pgtrigger.Update | pgtrigger.Delete)
