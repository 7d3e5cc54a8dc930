"""The web server's door.

A node that is no demo refuses to open it to the demo's invented people.
"""

import os

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "amparo.config.settings")
application = get_wsgi_application()

if not settings.DEMO:
    from amparo.accounts.selectors import has_demo_people

    if has_demo_people():
        raise ImproperlyConfigured("this database holds the demo's people: a real node needs a database of its own")
