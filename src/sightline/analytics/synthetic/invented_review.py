"""The invented review: one seeded truth, from which demo, tests and benchmarks are fed."""

from sightline.analytics.synthetic.cast import AGENCIES, SUBJECTS, UNANSWERED, WITHOUT_CONTACT
from sightline.analytics.synthetic.plot import Plot
from sightline.analytics.synthetic.routine import BEGINS, ENDS, tell_routine
from sightline.analytics.synthetic.story import tell_story
from sightline.analytics.synthetic.truth import InventedReview


def invented_review(seed: int = 1, *, size: int = 1) -> InventedReview:
    """This invents a review: the same one for the same seed, with so many times the everyday entries.

    The turns of the story happen once whatever the size, so that there is one death and one MARAC.
    """
    plot = Plot(seed)
    tell_story(plot)
    tell_routine(plot, size)
    return InventedReview(
        seed=seed,
        size=size,
        begins=BEGINS,
        ends=ENDS,
        subjects=SUBJECTS,
        agencies=(*AGENCIES, WITHOUT_CONTACT, UNANSWERED),
        happenings=tuple(plot.happenings),
        accounts=plot.accounts(),
        without_contact=(WITHOUT_CONTACT.key,),
        unanswered=(UNANSWERED.key,),
    )
