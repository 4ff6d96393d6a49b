import os

from django.core.wsgi import get_wsgi_application

from serving.admission import with_admission_gate

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "srm_site.settings")
# Serving uses the application's role; commands migrate as the owner.
os.environ.setdefault("SRM_DATABASE_USER", "srm_app")

application = with_admission_gate(get_wsgi_application())
