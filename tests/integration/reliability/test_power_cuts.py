"""After a power cut everything that somebody was told is saved is there, uploaded files with it."""

from pathlib import Path

import pytest

from tests.integration.reliability.installation import NORMAL_SETTINGS
from tests.integration.reliability.power_cuts import N_SAVED_BEFORE_A_CUT, cut_power_under_load, why_no_disk

pytestmark = pytest.mark.skipif(bool(why_no_disk()), reason=f"power cuts are not tried: {why_no_disk()}")

N_CUTS = 3


def test_a_power_cut_loses_nothing_that_was_saved(tmp_path: Path) -> None:
    outcome = cut_power_under_load(tmp_path, n_cuts=N_CUTS)

    assert outcome.is_clean, outcome.faults or str(outcome)
    assert outcome.n_saved >= N_SAVED_BEFORE_A_CUT * N_CUTS


def test_without_waiting_for_the_disk_a_power_cut_loses(tmp_path: Path) -> None:
    """The trial itself on trial: where it found nothing lost here, it would say nothing above."""
    outcome = cut_power_under_load(tmp_path, n_cuts=N_CUTS, settings=NORMAL_SETTINGS)

    assert outcome.n_lost > 0
