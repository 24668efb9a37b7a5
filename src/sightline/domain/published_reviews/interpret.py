"""From a document to what was found in it: every reader in turn, each knowing those before it."""

from dataclasses import replace

from sightline.domain.published_reviews.action_plan.plan import read_action_plan
from sightline.domain.published_reviews.agencies import AgencyNames
from sightline.domain.published_reviews.contributions import read_contributions
from sightline.domain.published_reviews.defects.agencies import agency_defects
from sightline.domain.published_reviews.defects.document import document_defects
from sightline.domain.published_reviews.defects.people_named import people_named
from sightline.domain.published_reviews.defects.plan import plan_defects
from sightline.domain.published_reviews.defects.unread import empty_headings, unread_text
from sightline.domain.published_reviews.document import ReadDocument
from sightline.domain.published_reviews.events import read_events
from sightline.domain.published_reviews.front_matter import read_front_matter
from sightline.domain.published_reviews.lessons import read_findings, read_lessons
from sightline.domain.published_reviews.outline import read_outline
from sightline.domain.published_reviews.passages import passages_of
from sightline.domain.published_reviews.people.panel import read_panel
from sightline.domain.published_reviews.people.subjects import read_subjects
from sightline.domain.published_reviews.reading import Reading, ReportedEvent, Scope
from sightline.domain.published_reviews.recommendations import read_recommendations
from sightline.domain.published_reviews.terms_of_reference import read_terms_of_reference


def interpret(document: ReadDocument) -> Reading:
    """Return everything read from a document, defects included."""
    outline = read_outline(document)
    words = outline.words
    passages = passages_of(outline)
    plan = read_action_plan(document, outline)
    contributions = read_contributions(passages, words)
    names = AgencyNames.of(
        document.text, [*(c.agency for c in contributions), *(row.section or "" for row in plan.rows)]
    )
    panel = read_panel(passages, words, names)
    names = names.with_names(member.agency or "" for member in panel)
    subjects = read_subjects(passages, words)
    front_matter = read_front_matter(passages, words)
    events = read_events(passages, words, names, [subject.pseudonym for subject in subjects])
    reading = Reading(
        document=front_matter,
        subjects=subjects,
        panel=panel,
        contributions=contributions,
        terms_of_reference=read_terms_of_reference(passages, words),
        events=tuple(event for event in events if not _states(event, front_matter.scope)),
        findings=read_findings(passages, words),
        lessons=read_lessons(passages, words),
        recommendations=read_recommendations(passages, words, names),
        action_plan=plan.rows,
    )
    defects = [
        *plan_defects(reading.action_plan, reading.document.report_date),
        *people_named(reading, document, names),
        *agency_defects(reading, names),
        *document_defects(reading, words, outline, passages),
        *empty_headings(outline, passages),
        *unread_text(document, outline, plan, passages),
    ]
    return replace(reading, defects=tuple(defects))


def _states(event: ReportedEvent, scope: Scope | None) -> bool:
    """Say whether a dated sentence only tells which period the review looks at."""
    at, period = event.source, scope.source if scope else None
    return at is not None and period is not None and at.start <= period.start < at.end
