#!/usr/bin/env python
import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "srm_site.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
    from serving.monitoring.timers import note_run  # needs the settings

    note_run(sys.argv[1] if sys.argv[1:] else "")


if __name__ == "__main__":
    main()
