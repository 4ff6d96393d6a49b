"""Modules that a worker loads when a request needs them."""

import os
import subprocess
import sys

WORKER = """
import sys, django
django.setup()
import srm_site.urls
from allauth.mfa.webauthn.internal import auth
print(sorted({"cryptography", "fido2", "jwt"}.intersection(sys.modules)))
print(auth.begin_registration.__name__)
print(sorted({"cryptography", "fido2"}.intersection(sys.modules)))
"""


def test_a_worker_loads_what_passkeys_and_schools_need_with_the_first_of_them(settings):
    done = subprocess.run(
        [sys.executable, "-c", WORKER],
        cwd=settings.BASE_DIR,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "srm_site.settings"},
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout.splitlines() == ["[]", "begin_registration", "['cryptography', 'fido2']"]
