from django.conf import settings
from django.middleware import common


class CommonMiddleware(common.CommonMiddleware):
    """Accept any host for probes: a load balancer knows a server by its number.

    No answer to a probe repeats the host.
    """

    def process_request(self, request):
        return None if request.path in settings.PROBES else super().process_request(request)
