"""Trials in which the site is killed under load, for the tests and `benchmarks.kills`."""

import random
import time
from pathlib import Path

from tests.integration.reliability.installation import Site, prepared_installation
from tests.integration.reliability.writers import Outcome, writing

N_WRITERS = 6
#: Every so often the whole site is killed; otherwise one of the processes that answer requests.
WHOLE_SITE_EVERY = 6
N_SAVED_BEFORE_A_KILL = 5


def kill_under_load(folder: Path, outcome: Outcome, *, n_kills: int) -> list[float]:
    """Add to the outcome, and return how many seconds each new start of the whole site took."""
    installation = prepared_installation(folder / "data", n_writers=N_WRITERS)
    seconds = []
    moments = random.Random(n_kills)
    with Site(installation) as site, writing(installation.port, installation.writers) as ledger:
        for number in range(n_kills):
            ledger.wait_for(N_SAVED_BEFORE_A_KILL)
            time.sleep(moments.uniform(0, 0.3))
            if number % WHOLE_SITE_EVERY == 0:
                site.kill()
                seconds.append(site.start())
            else:
                site.kill_a_web_process()
    outcome.add(ledger, installation.inside("examine"))
    return seconds
