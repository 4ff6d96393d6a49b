from django.conf import settings
from django.middleware import common


class CommonMiddleware(common.CommonMiddleware):
    """Lets machines ask by number whether the site lives; everybody else must name a host of ALLOWED_HOSTS.

    A load balancer or Prometheus knows the address of a server, and no answer to a probe repeats the host.
    """

    def process_request(self, request):
        return None if request.path in settings.PROBES else super().process_request(request)
