"""Whatever of a page reaches somebody before the site is killed, the audit trail has that they saw it."""

from pathlib import Path

from tests.integration.reliability.killed_reads import Reads, kill_while_reading

N_KILLS = 10


def test_no_answer_goes_out_before_its_entry_is_kept(tmp_path: Path) -> None:
    reads = Reads()

    kill_while_reading(tmp_path, reads, n_kills=N_KILLS)

    assert reads.n_without_entry == 0, str(reads)
    assert reads.n_answered >= N_KILLS // 2, str(reads)
