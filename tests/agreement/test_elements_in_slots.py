"""Elements that may be several values mean the same where they are not written out, but have slots of their own."""

from __future__ import annotations

import pytest
from hypothesis import given

from symcheck.symbolic.sets import grounded
from tests.agreement.specs import specs
from tests.agreement.test_small_specs import agree
from tests.amounts import examples


@examples(40, nightly=2_000, parts=2)
@given(specs())
def test_small_specifications_agree(part: int, text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(grounded, "MANY", 1)
        agree(text)
