"""HTTP as the clients do it, with a log of what was asked. Runs on Python 2.7 and 3."""
import json
import zlib

try:
    from urllib.error import HTTPError, URLError
    from urllib.request import Request, urlopen
except ImportError:
    from urllib2 import HTTPError, Request, URLError, urlopen

REQUESTS = []


def open_url(url):
    """As urllib does it: redirects followed, an error status raises HTTPError."""
    REQUESTS.append(url)
    return urlopen(url)


class Answer(object):
    """What a browser-like library gives: any status is an answer, compression is offered and undone."""

    def __init__(self, url):
        REQUESTS.append(url)
        try:
            response = urlopen(Request(url, headers={'Accept-Encoding': 'gzip, deflate'}))
        except HTTPError as error:
            response = error
        self.status = response.getcode()
        self.headers = response.info()
        body = response.read()
        zipped = self.headers.get('Content-Encoding') == 'gzip'
        self.body = zlib.decompress(body, 16 + zlib.MAX_WBITS) if zipped else body

    def length(self):
        """A TypeError where the server does not say how long the body is: clients show progress and rely on it."""
        return int(self.headers.get('Content-Length'))

    def json(self):
        return json.loads(self.body.decode('utf-8'))
