"""`python -m amparo.config.demo BEGAN CHILDREN PART PARTS`.

The cases made by one of the processes that build the demo.
"""

import os
import sys
from datetime import datetime

import django

os.environ["PGOPTIONS"] = "-c synchronous_commit=off"
django.setup()

from amparo.config.demo.scenarios import simulate_all  # noqa: E402  Django must know its apps first

simulate_all(datetime.fromisoformat(sys.argv[1]), *(int(argument) for argument in sys.argv[2:5]))
