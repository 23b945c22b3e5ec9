"""Error answers in the API's shape."""

import hashlib

import msgspec
from aiohttp import web

TITLES = {
    400: "The request cannot be processed, check validation errors or request format",
    401: "Access denied",
    403: "Forbidden",
    404: "Not found",
    409: "Conflict",
    429: "Rate limit is exceeded. Try again later.",
    500: "Internal server error",
}
HTML = "<html><head><title>{0} {1}</title></head><body><center><h1>{0} {1}</h1></center></body></html>\r\n"
_GATEWAY = {502: "Bad Gateway", 503: "Service Temporarily Unavailable"}


class ApiError(Exception):
    """An answer other than 200, with the validation errors per parameter where there are any."""

    retry_after: int | None = None
    """Seconds to wait, where the error says so itself."""

    def __init__(self, status: int, title: str | None = None, **errors: str) -> None:
        self.status = status
        self.title = title or TITLES.get(status, "Error")
        self.errors = errors
        super().__init__(self.title)


class TooSoonError(ApiError):
    """A 429 that knows how many seconds to wait."""

    def __init__(self, seconds: int) -> None:
        super().__init__(429)
        self.retry_after = seconds


def error_response(error: ApiError, path: str) -> web.Response:
    """The JSON body every module of the API uses for errors."""
    body = {
        "type": f"https://httpstatuses.io/{error.status}",
        "title": error.title,
        "status": error.status,
        "traceId": hashlib.blake2s(f"{path}{error.status}".encode(), digest_size=16).hexdigest(),
        "errors": {name: [message] for name, message in error.errors.items()},
        "data": {},
    }
    return web.Response(status=error.status, body=msgspec.json.encode(body), content_type="application/json")


def status_response(status: int, path: str, retry_after: int | None = None) -> web.Response:
    """A disturbed request's answer: HTML from the gateway for 502 and 503, else the API's own shape."""
    if status in _GATEWAY:
        response = web.Response(
            status=status, text=HTML.format(status, _GATEWAY[status]), content_type="text/html"
        )
    else:
        response = error_response(ApiError(status), path)
    if retry_after is not None:
        response.headers["Retry-After"] = str(retry_after)
    return response
