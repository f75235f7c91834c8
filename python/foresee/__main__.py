"""``python -m foresee`` is the command ``foresee``."""

import os
import sys

from .binary import find_binary
from .errors import ForeseeError

try:
    path = find_binary()
except ForeseeError as error:
    sys.exit(f"foresee: error: {error}")
os.execv(path, [path, *sys.argv[1:]])
