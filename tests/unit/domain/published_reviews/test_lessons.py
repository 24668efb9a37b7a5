"""Findings and lessons in the shapes that reviews print them."""

from typing import Any

from sightline.domain.published_reviews.lessons import read_findings, read_lessons
from tests.unit.domain.published_reviews.printed_document import (
    Printed,
    assert_attributed,
    passages_in,
    values_of,
)


def _lessons(*printed: Printed) -> list[dict[str, Any]]:
    passages, words = passages_in(*printed)
    lessons = read_lessons(passages, words)
    for lesson in lessons:
        assert_attributed(lesson, words)
    return [values_of(lesson) for lesson in lessons]


def _findings(*printed: Printed) -> list[dict[str, Any]]:
    passages, words = passages_in(*printed)
    return [values_of(finding) for finding in read_findings(passages, words)]


def test_a_finding_and_the_lesson_beneath_it_are_one_and_repeated_numbers_stay() -> None:
    assert _lessons(
        "# 8. LESSONS IDENTIFIED",
        "8.1\tThe lessons of the agencies are not repeated here because they appear in the Action"
        " Plan at Appendix A.",
        "8.2\tThe DHR Lessons Identified are:",
        "1. Only three agencies asked.",
        "Lesson",
        "Who does not ask does not know.",
        "1. Nobody led the case.",
        "   Lesson",
        "A case wants a lead.",
        "3.\tThe school was not told.",
        "Lesson",
        "Children need those around them to know.",
    ) == [
        {"number": "1", "finding": "Only three agencies asked.", "lesson": "Who does not ask does not know."},
        {"number": "1", "finding": "Nobody led the case.", "lesson": "A case wants a lead."},
        {
            "number": "3",
            "finding": "The school was not told.",
            "lesson": "Children need those around them to know.",
        },
    ]


def test_what_follows_a_numbered_lesson_belongs_to_it() -> None:
    assert _lessons(
        "# 5. Lessons learned",
        "- 5.1 Working together is hard.",
        "How can it be made easier?",
        "- 5.2 A place to meet would help:",
        "- Better relations",
        "- More trust",
    ) == [
        {"number": "5.1", "lesson": "Working together is hard.\nHow can it be made easier?"},
        {"number": "5.2", "lesson": "A place to meet would help:\nBetter relations\nMore trust"},
    ]


def test_bullets_and_labels_are_lessons_and_sub_headings_their_titles() -> None:
    assert _lessons("# Lessons to be learned", "• Share early.", "• Ask again.") == [
        {"lesson": "Share early."},
        {"lesson": "Ask again."},
    ]
    assert _lessons("# Learning", "Learning Point 1: Share early.", "Learning Point 2: Ask again.") == [
        {"number": "1", "lesson": "Share early."},
        {"number": "2", "lesson": "Ask again."},
    ]
    assert _lessons(
        "# 12. Lessons to be learned",
        "## Lesson 1: Professional curiosity and policy",
        "Nobody asked why.",
        "## Lesson 2: Debt",
        "Debt can be control.",
    ) == [
        {"number": "1", "title": "Professional curiosity and policy", "lesson": "Nobody asked why."},
        {"number": "2", "title": "Debt", "lesson": "Debt can be control."},
    ]


def test_findings_stand_under_the_headings_of_their_section() -> None:
    assert _findings(
        "# 3 Findings in relation to the terms of reference",
        "## 3.1 Information sharing and confidentiality.",
        "Sharing was good.",
        "## 3.2 Submission of chronologies",
        "- These came in time.",
        "- None was late.",
        "# 4 Lessons learned",
        "- 4.1 Ask again.",
    ) == [
        {
            "number": "3.1",
            "title": "Information sharing and confidentiality.",
            "finding": "Sharing was good.",
        },
        {
            "number": "3.2",
            "title": "Submission of chronologies",
            "finding": "These came in time.\nNone was late.",
        },
    ]


def test_a_table_of_findings_and_lessons() -> None:
    assert _lessons(
        "# Lessons",
        [["No.", "Finding", "Lesson"], ["1", "Nobody asked.", "Ask."], ["2", "Nobody wrote.", "Write."]],
    ) == [
        {"number": "1", "finding": "Nobody asked.", "lesson": "Ask."},
        {"number": "2", "finding": "Nobody wrote.", "lesson": "Write."},
    ]


def test_lessons_said_to_stand_elsewhere_are_not_read_here() -> None:
    assert _lessons("# Lessons learned", "The lessons are set out in the action plan at Appendix A.") == []


def test_the_number_of_a_page_is_no_lesson() -> None:
    assert _lessons("# Lessons", "• Share early.", "Page 4 of 9", "• Ask again.", "5") == [
        {"lesson": "Share early."},
        {"lesson": "Ask again."},
    ]


def test_a_finding_and_a_lesson_with_one_number_are_one() -> None:
    assert _lessons(
        "# Findings and lessons",
        "Finding 1: Late.",
        "Lesson 1: Hurry.",
        "Finding 2: Lost.",
        "Lesson 2: Look.",
    ) == [
        {"number": "1", "finding": "Late.", "lesson": "Hurry."},
        {"number": "2", "finding": "Lost.", "lesson": "Look."},
    ]


def test_only_the_learning_points_of_an_analysis_are_lessons() -> None:
    assert _lessons(
        "# 5. Analysis and learning",
        "## 5.1 Was it known?",
        "5.1.1 It was known to the police.",
        "## Learning point 1",
        "Share history.",
    ) == [{"number": "1", "lesson": "Share history."}]


def test_a_boxed_learning_point_ends_with_its_paragraph_where_text_leads_up_to_each() -> None:
    assert _lessons(
        "# What we learned",
        "Staff heard what she said and did nothing.",
        "Learning point 1",
        "Fear of going home is a disclosure.",
        "His drinking was taken for the cause.",
        "Learning point 2",
        "Drinking explains no violence.",
    ) == [
        {"number": "1", "lesson": "Fear of going home is a disclosure."},
        {"number": "2", "lesson": "Drinking explains no violence."},
    ]
