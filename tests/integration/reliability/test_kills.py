"""Killed under load at any moment, the site loses nothing that was told to be saved, and doubles nothing."""

from pathlib import Path

from tests.integration.reliability.kills import N_SAVED_BEFORE_A_KILL, kill_under_load
from tests.integration.reliability.writers import Outcome

N_KILLS = 30


def test_thirty_kills_lose_and_double_nothing(tmp_path: Path) -> None:
    outcome = Outcome()

    kill_under_load(tmp_path, outcome, n_kills=N_KILLS)

    assert outcome.is_clean, outcome.faults or str(outcome)
    assert outcome.n_saved >= N_SAVED_BEFORE_A_KILL * N_KILLS
