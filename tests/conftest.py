"""What all tests share: where the corpus lies, and how hard properties are tried."""

import importlib
import os
import pkgutil
import signal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

import listbot

settings.register_profile("dev", max_examples=50, deadline=None)
settings.register_profile(
    "ci",
    max_examples=200,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("ci" if os.environ.get("CI") else "dev")
if os.environ.get("CI"):
    # Properties also try the constants of the modules loaded so far: with all of ours
    # loaded from the start, every process and every run tries the same.
    for _module in pkgutil.walk_packages(listbot.__path__, "listbot."):
        if not _module.name.endswith("__main__"):
            importlib.import_module(_module.name)

# No test asks the real web, whatever it forgets to say: nobody listens there.
_NOBODY = "127.0.0.1:9"
for _name in ("DOI", "CROSSREF", "DATACITE", "ARXIV", "HF", "WAYBACK", "BIORXIV"):
    os.environ.setdefault(f"LISTBOT_{_name}_URL", f"http://{_NOBODY}")
os.environ.setdefault("LISTBOT_DNS", _NOBODY)

# A shell that starts us in the background leaves SIGINT ignored, and what the tests
# start would inherit that.
signal.signal(signal.SIGINT, signal.default_int_handler)

CORPUS = Path(__file__).parents[2] / "shared" / "corpus"


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of real READMEs, forms and issue bodies; skips where it is not."""
    if not CORPUS.is_dir():
        pytest.skip("the corpus of real lists is not beside this repository")
    return CORPUS
