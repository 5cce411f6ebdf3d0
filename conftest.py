"""What every test starts from: a secret for the run, no mail, no stray connection."""

import os

os.environ.setdefault("TERREAU_SECRET_KEY", "only-for-tests")
