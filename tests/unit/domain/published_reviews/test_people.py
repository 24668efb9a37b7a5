"""The panel and the people a review is about, however they are listed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.domain.published_reviews.people import read_panel, read_subjects
from sightline.domain.published_reviews.reading import SubjectRole
from tests.unit.domain.published_reviews.printed_document import (
    Printed,
    assert_attributed,
    names_in,
    passages_in,
    values_of,
)

MEMBERS = [
    {"name": "Ottoline Fennimore", "role": "Independent Chair and Author"},
    {"name": "Barnaby Quill", "role": "Detective Inspector", "agency": "Fenmoor Police"},
    {
        "name": "Dr Lettice Marsh-Hay",
        "role": "Named Nurse Safeguarding Adults",
        "agency": "Moor Vale NHS Trust",
    },
    {"name": "Cosmo Reed", "role": "Service Manager", "agency": "Lanternlight"},
]


def _listed(style: str) -> list[Printed]:
    return [
        style.format(member["name"], member["role"], member.get("agency", "")).rstrip(" ,–-()\t")
        for member in MEMBERS
    ]


@pytest.mark.parametrize(
    "printed",
    [
        ["The Panel comprised of:", *_listed("· {}\t{}\t{}")],
        ["The panel consisted of:", *_listed("• {} – {}, {}")],
        _listed("{}, {}, {}"),
        _listed("• {}, {} ({})"),
        [
            [
                ["Name", "Job title", "Organisation"],
                *([m["name"], m["role"], m.get("agency", "")] for m in MEMBERS),
            ]
        ],
        [
            [
                ["Organisation", "Name", "Designation"],
                *([m.get("agency", ""), m["name"], m["role"]] for m in MEMBERS),
            ]
        ],
    ],
    ids=["tabs", "dashes", "commas", "brackets", "table", "agency first"],
)
def test_a_panel_in_each_way_it_is_listed(printed: list[Printed]) -> None:
    passages, words = passages_in(
        "# 3. The Review Panel", *printed, "# 4. Methodology", "Agencies were written to."
    )
    panel = read_panel(passages, words, names_in(words, "Lanternlight"))
    assert [values_of(member) for member in panel] == MEMBERS
    for member in panel:
        assert_attributed(member, words)


def test_a_role_and_an_agency_without_anything_between_are_parted_by_the_document_s_own_names() -> None:
    passages, words = passages_in(
        "# 2.2 DHR Panel",
        "2.2.1\tWilhelmina Oak was appointed as the Independent Chair. The Panel comprised of:",
        "· Ruth Alder-Brown\tFenmoor Metropolitan Borough Council \t\t\t[FMBC]  Public Health",
        "· Annis Carraway\t\tLarch and Options  [L&O] Area Manager",
        "· Helena Wren\t\tSafeguarding Adults Coordinator and \t\t\t\tIDVA Manager, FMBC"
        " \t\t\tAdult Services",
        "· Jasper Horn\t\tConsultant Public Health FMBC",
        "· Vita Swinburn Lifebelt Service Manager",
        "· Susanna Bow\t\tSafeguarding Lead Professional",
        "\t\t\tFen & South Moor NHS \t\t\tFoundation Trust",
    )
    names = names_in(
        words,
        "Lifebelt",
        "Larch and Options",
        "Fen and South Moor NHS Foundation Trust",
        "FMBC Adult Services",
    )
    assert [values_of(member) for member in read_panel(passages, words, names)] == [
        {"name": "Ruth Alder-Brown", "agency": "Fenmoor Metropolitan Borough Council [FMBC] Public Health"},
        {"name": "Annis Carraway", "role": "Area Manager", "agency": "Larch and Options [L&O]"},
        {
            "name": "Helena Wren",
            "role": "Safeguarding Adults Coordinator and IDVA Manager",
            "agency": "FMBC Adult Services",
        },
        {"name": "Jasper Horn", "role": "Consultant Public Health", "agency": "FMBC"},
        {"name": "Vita Swinburn", "role": "Service Manager", "agency": "Lifebelt"},
        {
            "name": "Susanna Bow",
            "role": "Safeguarding Lead Professional",
            "agency": "Fen & South Moor NHS Foundation Trust",
        },
    ]


def test_a_panel_in_a_sentence() -> None:
    passages, words = passages_in(
        "# The panel",
        "The panel met twice. It was made up of Ottoline Fennimore (independent chair); Barnaby"
        " Quill (Detective "
        "Inspector, Fenmoor Police); and Cosmo Reed (Manager, Lanternlight).",
    )
    panel = read_panel(passages, words, names_in(words))
    assert [member.name for member in panel] == ["Ottoline Fennimore", "Barnaby Quill", "Cosmo Reed"]
    assert [member.agency for member in panel] == [None, "Fenmoor Police", "Lanternlight"]


@pytest.mark.parametrize(
    "printed",
    [
        ["# The review panel", "The panel met five times and was content with what it read."],
        [
            "# Methodology",
            "The following agencies submitted IMRs:",
            "• Fenmoor Police",
            "• Moor Vale NHS Trust",
        ],
        ["# Terms of reference", "• To review the work of each agency", "• To learn lessons"],
    ],
)
def test_no_panel_printed_is_no_panel_read(printed: list[Printed]) -> None:
    passages, words = passages_in(*printed)
    assert read_panel(passages, words, names_in(words)) == ()


NAME = st.tuples(
    st.sampled_from(["Ada", "Bran", "Cleo", "Dov"]), st.sampled_from(["Rush", "Sedge-Hay", "O’Fen", "Teasel"])
)


@given(
    st.lists(NAME, min_size=2, max_size=5, unique=True),
    st.sampled_from(["Chief Officer", "Head of Safeguarding", "Detective Sergeant"]),
    st.sampled_from(["Fenmoor Police", "Vale Council", "Larch Refuge"]),
    st.sampled_from([" – {}, {}", ", {}, {}", "\t{}\t{}", " ({}, {})"]),
)
def test_each_name_listed_is_read_with_its_role_and_agency(
    names: list[tuple[str, str]], role: str, agency: str, style: str
) -> None:
    listed = ["• " + " ".join(name) + style.format(role, agency) for name in names]
    passages, words = passages_in("# Review panel", *listed)
    panel = read_panel(passages, words, names_in(words))
    assert [(m.name, m.role, m.agency) for m in panel] == [(" ".join(name), role, agency) for name in names]


def test_people_in_a_table_with_heads() -> None:
    passages, words = passages_in(
        "# 3. Confidentiality",
        "Those who are the subject of the review are:",
        [
            ["Pseudonym", "Relationship", "Sex", "Age", "Ethnicity"],
            ["Maren", "Victim", "Female", "31", "White British"],
            ["Torin", "Partner of Maren, perpetrator", "Male", "36", "White Irish"],
            ["Pip", "Child of Maren and Torin", "Female", "6", ""],
            ["Isolde", "Mother of the victim", "Female", "58", ""],
        ],
    )
    people = read_subjects(passages, words)
    assert [(person.pseudonym, person.role) for person in people] == [
        ("Maren", SubjectRole.VICTIM),
        ("Torin", SubjectRole.PERPETRATOR),
        ("Pip", SubjectRole.CHILD),
        ("Isolde", SubjectRole.OTHER),
    ]
    assert [person.ethnicity for person in people] == ["White British", "White Irish", None, None]
    assert all(person.birth_year is None for person in people)
    for person in people:
        assert_attributed(person, words)


@pytest.mark.parametrize(
    "printed",
    [
        ["The people are:", "Victim(Focus)\t“Rowan” born 1979", "Perpetrator (Subject)\t“Petra” born 1984"],
        [
            "The principal people referred to in this report are:",
            "\tRowan\t\tVictim\t\tborn 1979",
            "\tPetra\tPerpetrator\tborn 1984",
        ],
        [
            "The following pseudonyms are used:",
            "Rowan – the victim, born 1979",
            "Petra: the perpetrator, born 1984",
        ],
        [
            "Rowan, the victim, was a male born in 1979. Petra, his wife and the perpetrator, was"
            " born in 1984."
        ],
    ],
)
def test_people_in_lists_and_sentences(printed: list[str]) -> None:
    passages, words = passages_in("# Introduction", *printed)
    people = read_subjects(passages, words)
    assert [(person.pseudonym, person.role, person.birth_year) for person in people] == [
        ("Rowan", SubjectRole.VICTIM, 1979),
        ("Petra", SubjectRole.PERPETRATOR, 1984),
    ]


def test_initials_are_names_too() -> None:
    passages, words = passages_in(
        "# Introduction",
        "The principal people referred to in this report are:",
        "\tFB 1\t\tVictim\t\t   \tWhite British",
        "\tFB 2\t\tPerpetrator \t\tWhite British",
    )
    assert [values_of(person) for person in read_subjects(passages, words)] == [
        {"pseudonym": "FB 1", "role": SubjectRole.VICTIM, "ethnicity": "White British"},
        {"pseudonym": "FB 2", "role": SubjectRole.PERPETRATOR, "ethnicity": "White British"},
    ]


def test_a_panel_of_labelled_lines_and_of_two_columns_without_heads() -> None:
    lines, words = passages_in(
        "# The panel",
        "Name: Ottoline Fennimore",
        "Role: Independent Chair",
        "Name: Barnaby Quill",
        "Role: Detective Inspector",
        "Organisation: Fenmoor Police",
    )
    labelled = read_panel(lines, words, names_in(words))
    columns, words = passages_in(
        "# The panel",
        [
            ["Ottoline Fennimore", "Independent Chair"],
            ["Barnaby Quill", "Detective Inspector, Fenmoor Police"],
        ],
    )

    for panel in (labelled, read_panel(columns, words, names_in(words))):
        assert [values_of(member) for member in panel] == [
            {"name": "Ottoline Fennimore", "role": "Independent Chair"},
            {"name": "Barnaby Quill", "role": "Detective Inspector", "agency": "Fenmoor Police"},
        ]


def test_a_rank_before_a_name_is_the_role_where_none_other_is_printed() -> None:
    passages, words = passages_in(
        "# The panel",
        "• Detective Inspector Barnaby Quill – Fenmoor Police",
        "• Dr Lettice Marsh-Hay – Named Nurse, Moor Vale NHS Trust",
    )

    assert [(m.name, m.role, m.agency) for m in read_panel(passages, words, names_in(words))] == [
        ("Barnaby Quill", "Detective Inspector", "Fenmoor Police"),
        ("Dr Lettice Marsh-Hay", "Named Nurse", "Moor Vale NHS Trust"),
    ]


@pytest.mark.parametrize(
    ("printed", "people"),
    [
        (
            ["Perrin was 29. His partner Corin (aged 33) was convicted of murder in May 2020."],
            [("Corin", SubjectRole.PERPETRATOR)],
        ),
        (
            ["Hazel was 22 years old when she died. Rowan was her former partner."],
            [("Hazel", SubjectRole.VICTIM), ("Rowan", SubjectRole.OTHER)],
        ),
        (
            ["The subjects are: Adult B (victim), Adult C (husband, who pleaded guilty) and Child D (son)."],
            [
                ("Adult B", SubjectRole.VICTIM),
                ("Adult C", SubjectRole.PERPETRATOR),
                ("Child D", SubjectRole.CHILD),
            ],
        ),
        (
            [
                [
                    ["", "Relationship", "Year of birth"],
                    ["Mrs W", "Victim", "1950"],
                    ["Mr W", "Husband", "1948"],
                ]
            ],
            [("Mrs W", SubjectRole.VICTIM), ("Mr W", SubjectRole.OTHER)],
        ),
    ],
    ids=["convicted", "died", "brackets", "nameless head"],
)
def test_people_told_in_sentences_and_in_a_column_without_a_head(
    printed: list[Printed], people: list[tuple[str, SubjectRole]]
) -> None:
    passages, words = passages_in("Report into the death of Perrin", "# Introduction", *printed)

    found = [(subject.pseudonym, subject.role) for subject in read_subjects(passages, words)]

    has_victim = any(role is SubjectRole.VICTIM for _, role in people)
    assert found == ([] if has_victim else [("Perrin", SubjectRole.VICTIM)]) + people


def test_a_panel_of_a_name_a_role_and_an_agency_on_three_lines() -> None:
    passages, words = passages_in(
        "# The panel",
        "Ottoline Fennimore",
        "Independent Chair",
        "Barnaby Quill",
        "Detective Inspector",
        "Fenmoor Police",
    )

    assert [values_of(member) for member in read_panel(passages, words, names_in(words))] == [
        {"name": "Ottoline Fennimore", "role": "Independent Chair"},
        {"name": "Barnaby Quill", "role": "Detective Inspector", "agency": "Fenmoor Police"},
    ]
