"""Profiles of the property tests: by day the same examples in every run, so that a run tells of the change that it is
for; HYPOTHESIS_PROFILE=nightly draws others each time, and many more (tests/README.md). What Hypothesis keeps of its
failures is kept beside other temporary files, not in the tree."""

from __future__ import annotations

import os
import signal
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis.configuration import set_hypothesis_home_dir

set_hypothesis_home_dir(Path(tempfile.gettempdir()) / f"symcheck-hypothesis-{os.getuid()}")
settings.register_profile("either", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("default", parent=settings.get_profile("either"), derandomize=True)
settings.register_profile("nightly", parent=settings.get_profile("either"), max_examples=2_000, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))

# A shell starts background jobs with SIGINT ignored, and what the tests start would inherit that.
signal.signal(signal.SIGINT, signal.default_int_handler)
