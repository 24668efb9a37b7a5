"""Words by which the name of an agency, or a person's job, is recognised in English prose.

Seen in published reviews, not taken from a register: a list of words never proves that a name is an
agency, it only lets a reader choose between two readings of the same line.
"""

SECTORS: dict[str, tuple[str, ...]] = {
    "police": ("police", "constabulary"),
    "council": ("council",),
    "probation": ("probation", "rehabilitation"),
    "ambulance": ("ambulance",),
    "fire": ("fire",),
    "court": ("court", "courts", "cafcass", "prosecution"),
    "prison": ("prison", "hmp"),
    "general practice": ("surgery", "gp", "gps"),
    "health": ("nhs", "hospital", "hospitals", "health", "commissioning", "icb", "ccg"),
    "housing": ("housing", "homes"),
    "education": ("school", "schools", "college", "university", "academy"),
}
"""Words that place an agency in a sector; two names of different sectors are never one agency."""

NAME_ENDINGS = (
    "Police Service",
    "Police",
    "Constabulary",
    "County Council",
    "City Council",
    "Borough Council",
    "District Council",
    "Council",
    "NHS Foundation Trust",
    "NHS Trust",
    "Foundation Trust",
    "Probation Trust",
    "Probation Service",
    "Probation",
    "Community Rehabilitation Company",
    "Ambulance Service",
    "Fire and Rescue Service",
    "Fire & Rescue Service",
    "Clinical Commissioning Group",
    "Integrated Care Board",
    "Health Board",
    "Medical Centre",
    "Medical Practice",
    "Health Centre",
    "Surgery",
    "Hospitals",
    "Hospital",
    "Housing Association",
    "Housing Group",
    "Housing Trust",
    "Housing",
    "Homes",
    "Women’s Aid",
    "Women's Aid",
    "Womens Aid",
    "Refuge",
    "Community Safety Partnership",
    "Safeguarding Partnership",
    "Safeguarding Adults Board",
    "Safeguarding Children Board",
    "Partnership",
    "Children’s Social Care",
    "Children's Social Care",
    "Childrens Social Care",
    "Adult Social Care",
    "Social Care",
    "Children’s Services",
    "Children's Services",
    "Adult Services",
    "Housing Services",
    "Youth Offending Service",
    "Victim Support",
    "Prosecution Service",
    "University",
    "College",
    "Academy",
    "School",
    "Trust",
)
"""Ends of an agency's full name, longest first where one ends another."""

AGENCY_WORDS = frozenset(
    {
        "academy", "aid", "alliance", "ambulance", "association", "authority", "board",
        "cafcass", "care", "ccg", "centre", "charity", "college", "commissioning", "company",
        "constabulary", "council", "court", "csp", "dwp", "foundation", "gp", "group", "health",
        "hmp", "homes", "hospital", "hospitals", "housing", "icb", "idva", "marac", "nhs", "partnership",
        "police", "practice", "prison", "probation", "project", "refuge", "rescue", "school",
        "service", "services", "society", "support", "surgery", "trust", "university", "ymca",
    }
)  # fmt: skip
"""Words of which an agency's name holds at least one, when it is not a name like “Lanternlight”."""

WORDS_WITHOUT_WEIGHT = frozenset(
    {
        "a", "and", "as", "borough", "city", "county", "council", "district", "for", "foundation",
        "ft", "group", "hospital", "hospitals", "in", "local", "ltd", "metropolitan", "nhs", "of",
        "organisation", "service", "services", "teaching", "the", "trust", "uk", "was",
    }
)  # fmt: skip
"""Words that one writer prints and another leaves out of the same agency's name."""

GENERAL_PRACTICE = (
    "medical practice",
    "medical centre",
    "health centre",
    "gp practice",
    "surgery",
    "gp surgery",
)

ROLE_WORDS = frozenset(
    {
        "accountant", "administrator", "adviser", "advisor", "advocate", "analyst", "assistant",
        "author", "chair", "chairman", "chairperson", "chief", "clinician", "commander",
        "commissioner", "consultant", "coordinator", "co-ordinator", "councillor", "deputy",
        "designated", "director", "doctor", "executive", "facilitator", "governor", "head",
        "idva", "inspector", "lawyer", "lead", "leader", "manager", "midwife", "named", "nurse",
        "officer", "partner", "pharmacist", "physician", "practitioner", "president", "principal",
        "professional", "professor", "psychiatrist", "psychologist", "representative", "secretary",
        "sergeant", "social worker", "solicitor", "specialist", "superintendent", "supervisor",
        "teacher", "therapist", "trainer", "visitor", "worker",
    }
)  # fmt: skip
"""Words of which a person's job title holds at least one."""

JOB_TITLE_ENDINGS = frozenset(
    {
        "adviser", "advisor", "advocate", "analyst", "author", "chair", "commander", "consultant",
        "coordination", "coordinator", "co-ordinator",
        "director", "doctor", "executive", "governor", "inspector",
        "lead", "leader", "manager", "midwife", "nurse", "officer", "practitioner", "professional",
        "psychiatrist", "psychologist", "representative", "secretary", "sergeant", "solicitor",
        "specialist", "superintendent", "supervisor", "therapist", "visitor", "worker",
    }
)  # fmt: skip
"""Words after which a job title may be over and an agency's name begin."""

JOB_TITLE_STARTS = frozenset(
    {
        "acting", "area", "assistant", "associate", "chief", "consultant", "deputy", "designated",
        "detective", "director", "district", "executive", "head", "independent", "interim", "lead",
        "named", "operations", "principal", "senior", "service", "specialist", "strategic", "team",
        "clinical", "professional", "temporary", "regional",
    }
)  # fmt: skip
"""Words with which a job title begins."""

PERSONAL_TITLES = (
    "Dr",
    "Mr",
    "Mrs",
    "Ms",
    "Miss",
    "Mx",
    "Prof",
    "Professor",
    "Cllr",
    "Councillor",
    "Sir",
    "Dame",
    "Rev",
)
RANKS = (
    "Detective Chief Superintendent",
    "Detective Superintendent",
    "Detective Chief Inspector",
    "Detective Inspector",
    "Detective Sergeant",
    "Detective Constable",
    "Chief Superintendent",
    "Superintendent",
    "Chief Inspector",
    "Inspector",
    "Sergeant",
    "Constable",
    "T/DCI", "DCI", "T/DI", "DI", "DS", "DC", "PC", "PS", "D/Supt", "Det Supt", "Supt",
)  # fmt: skip
"""Police ranks printed before a name."""
