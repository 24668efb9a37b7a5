"""Words of which posts, teams and boards are named, and no person: "Line Manager", "Learning Subgroup".

Seen in the owners of published action plans. A word that is a surname too ("Head", "Chambers") is
left out unless it is far more often a post's.
"""

RANKS = (
    "PC",
    "DC",
    "DS",
    "DI",
    "DCI",
    "PS",
    "Sgt",
    "Sergeant",
    "Insp",
    "Inspector",
    "Supt",
    "Superintendent",
    "Ch Insp",
)
"""Police ranks as printed before a name."""

POST_WORDS = frozenset(
    "Abuse Academy Action Administration Adult Adults Agency Analyst Assistant Associate Audit Board "
    "Business Care Case Chair Champion Chief Child Children Clerk Clinical Commissioner "
    "Commissioning Committee Communications Community Corporate Council Crime Custody Data Delivery "
    "Department Deputy Development Digital Domestic Duty Education Executive Family Finance Force "
    "Forum General Governance Group Head Health Homicide Hospital Housing Human Inclusion "
    "Information Initial Intake Intelligence Joint Keyworker Lead Learning Legal Liaison Line Local "
    "Locality Medical Mental Midwifery Named National Neighbourhood Network Nursing Operational "
    "Operations Panel Partnership Patient People Performance Policing Policy Practice Prevention "
    "Primary Principal Probation Professional Programme Project Protection Public Quality Records "
    "Referral Refuge Regional Registrar Representative Resources Response Risk Safeguarding Safety "
    "School Secondary Senior Service Services Shift Social Specialist Staff Standards Strategic "
    "Strategy Subgroup Suicide Support Sustainability Team Tenancy Training Trust Unit Violence "
    "Voluntary Vulnerability Vulnerable Welfare Workforce Youth".split()
)
