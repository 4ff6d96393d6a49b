import os

from django.core.wsgi import get_wsgi_application

from serving.admission import with_door

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "srm_site.settings")
# Serving needs no more than the application's role; commands migrate as the owner.
os.environ.setdefault("SRM_DATABASE_USER", "srm_app")

application = with_door(get_wsgi_application())
