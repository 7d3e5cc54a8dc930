"""The web server's door.

A node that is no demo refuses to open it to the demo's invented people.
"""

import os
import resource

import django
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "amparo.config.settings")
django.setup()

if not settings.DEMO:
    from amparo.accounts.selectors import has_demo_people

    if has_demo_people():
        raise ImproperlyConfigured("this database holds the demo's people: a real node needs a database of its own")

_, _most = resource.getrlimit(resource.RLIMIT_NOFILE)
resource.setrlimit(resource.RLIMIT_NOFILE, (_most, _most))  # one for each connection that waits

from amparo.config.whole_requests import WholeRequestHandler  # noqa: E402  Django must know its apps first

application = WholeRequestHandler()
