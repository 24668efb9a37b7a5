"""How well staff are matched with people in cases: how many planted pairs are found, how many others barred.

`python -m benchmarks.conflict_matching` prints both, by what went wrong with a name on its way, and how
long a pair takes. The pairs are invented and drawn anew from a seed: the figures hold for such slips, and
for names as evenly spread as these.
"""

import argparse
import time
from collections import Counter

from sightline.domain.identity.matching import matches
from tests.factories.staff_and_subjects import Pair, planted_pairs, unfindable_pairs, unrelated_pairs


def main() -> None:
    """Match, count, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--details", action="store_true", help="print each pair that was missed")
    options = parser.parse_args()
    planted = planted_pairs(options.pairs, options.seed)
    missed = [pair for pair in planted if not matches(pair[1], pair[2])]
    print(f"planted pairs: {_share(len(planted) - len(missed), len(planted))} found")
    of_kind, missed_of_kind = Counter(pair[0] for pair in planted), Counter(pair[0] for pair in missed)
    for kind in sorted(of_kind):
        print(f"  {kind}: {_share(of_kind[kind] - missed_of_kind[kind], of_kind[kind])}")
    if options.details:
        for kind, staff, subject in missed:
            print(f"  missed ({kind}): {staff} / {subject}")
    unfindable = unfindable_pairs(options.pairs, options.seed + 1)
    print(f"a former name nobody told of, and a slip in the date of birth: {_found(unfindable)} found")
    unrelated = unrelated_pairs(options.pairs, options.seed + 2)
    started = time.perf_counter()
    print(f"unrelated pairs: {_found(unrelated)} barred")
    print(f"{(time.perf_counter() - started) / len(unrelated) * 1e6:.0f} µs a pair")


def _found(pairs: list[Pair]) -> str:
    return _share(sum(bool(matches(staff, subject)) for _kind, staff, subject in pairs), len(pairs))


def _share(number: int, of: int) -> str:
    return f"{number:,} of {of:,} ({number / of:.2%})"


if __name__ == "__main__":
    main()
