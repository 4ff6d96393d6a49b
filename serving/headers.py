"""Response headers that Django's own middleware does not set."""

PERMISSIONS = ", ".join(
    [
        # Only passkeys and the video player need features.
        "publickey-credentials-get=(self)",
        "publickey-credentials-create=(self)",
        "fullscreen=(self)",
        *(
            f"{feature}=()"
            for feature in (
                "accelerometer",
                "autoplay",
                "browsing-topics",
                "camera",
                "display-capture",
                "geolocation",
                "gyroscope",
                "hid",
                "magnetometer",
                "microphone",
                "midi",
                "payment",
                "serial",
                "usb",
            )
        ),
    ]
)
# No other site shows our pages, pictures or files inside its own.
NOT_ELSEWHERE = ("Cross-Origin-Resource-Policy", "same-origin")
HEADERS = {
    "Permissions-Policy": PERMISSIONS,
    **dict([NOT_ELSEWHERE]),
    "X-Permitted-Cross-Domain-Policies": "none",
}


class HeadersMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response


def keep_file_here(headers, path: str, url: str) -> None:
    """For static files, which need nothing else that is said here of pages: they show nothing and run nothing."""
    name, value = NOT_ELSEWHERE
    headers[name] = value
