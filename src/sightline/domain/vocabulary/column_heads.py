"""The words that agencies put over the columns of a chronology, by what such a column holds.

In a head the longest of these words counts at each place. Plural, capitals and small slips of the pen are
allowed for by whoever compares.
"""

from collections.abc import Mapping

from sightline.domain.vocabulary.returned_tables import ColumnMeaning

HEAD_WORDS: Mapping[ColumnMeaning, tuple[str, ...]] = {
    ColumnMeaning.DATE: (
        "date", "dates", "day", "date of event", "date of contact", "date of incident", "date of entry",
        "date time", "date and time", "date and time of event", "date and time of contact", "date from",
        "from date", "start date", "event date", "contact date", "incident date", "when",
        "date of attendance", "date of call", "dt", "datetime", "date occurred", "date of appointment",
        "date recorded", "date of occurrence", "date start", "date began",
    ),
    ColumnMeaning.UNTIL: (
        "date to", "to date", "end date", "until", "date until", "date ended", "date end",
    ),
    ColumnMeaning.TIME: (
        "time", "times", "hour", "hours", "hrs", "time of event", "time of contact", "time of incident",
        "time of call", "24 hour", "start time", "time 24hr",
    ),
    ColumnMeaning.SOURCE_RECORD: (
        "source", "source of information", "source of evidence", "source of record", "source record",
        "sources", "source document", "source of info", "source of data", "record", "record type",
        "record system", "file", "file reference", "reference", "evidence", "system", "where recorded",
        "document", "document reference", "ref number", "log", "log number", "log no", "log ref",
        "incident number", "incident no", "crime number", "crime ref", "urn", "source ref",
        "source reference", "source and ref", "origin of information", "data source", "recorded on",
        "record location", "case reference", "contact number",
    ),
    ColumnMeaning.EVENT: (
        "event", "significant event", "key event", "event details", "details of event", "detail", "details",
        "description", "description of event", "details of contact", "contact details",
        "details of incident", "summary", "summary of event", "summary of contact", "narrative", "incident",
        "incident details", "contact", "what happened", "information", "entry", "brief details",
        "circumstances", "fact", "facts", "account", "event contact", "event summary", "nature of event",
        "information recorded", "content", "significant incident", "brief description",
        "details of involvement", "agency involvement", "involvement", "text", "event description",
        "presenting issue", "reason for contact", "chronology",
    ),
    ColumnMeaning.RESPONSE: (
        "response", "outcome", "action", "action taken", "actions taken", "agency response",
        "professional response", "what was done", "what we did", "decision", "decisions", "result",
        "follow up", "intervention", "outcome of contact", "service response", "disposal",
        "response by agency", "what the agency did", "what your agency did", "decision made",
        "decisions made", "services offered", "outcomes", "next steps",
    ),
    ColumnMeaning.COMMENT: (
        "comment", "author comment", "author analysis", "analysis", "reflection", "observation", "remark",
        "significance", "imr author comment", "reviewer comment", "note", "additional comment",
        "additional information", "commentary", "other comment", "critical analysis", "author view",
        "critique", "learning", "imr comment", "rationale", "author note", "further comment",
        "any other information", "why is this significant",
    ),
    ColumnMeaning.AUTHOR: (
        "author", "recorded by", "professional", "worker", "officer", "practitioner", "entered by", "staff",
        "staff member", "completed by", "clinician", "name of professional", "name of worker",
        "professional involved", "staff involved", "responsible officer", "seen by", "member of staff",
        "record author", "author of record", "made by", "officer dealing", "key worker", "job title",
        "role of professional", "professionals", "who recorded",
    ),
    ColumnMeaning.AGENCY: (
        "agency", "organisation", "organization", "service", "department", "dept", "team", "agency code",
        "agency name", "service team", "agency organisation", "agency service", "provider", "practice",
        "surgery", "trust", "org", "name of agency", "agency involved",
    ),
    ColumnMeaning.PLACE: (
        "place", "location", "address", "venue", "where", "location of event", "location of incident",
        "place of contact", "location of contact", "place of incident", "premises", "setting", "scene",
    ),
    ColumnMeaning.PEOPLE: (
        "subject", "person", "people", "people involved", "person involved", "individual", "who",
        "who was involved", "those involved", "people present", "those present", "victim", "perpetrator",
        "suspect", "name", "family member", "client", "patient", "service user", "adult", "child",
        "children", "whom", "subject of entry", "subject of record", "adult child", "person seen",
        "name of subject", "party", "parties", "offender", "aggrieved", "informant", "caller", "witness",
        "relates to", "person concerned", "individual involved", "who is it about", "injured party",
    ),
    ColumnMeaning.KIND: (
        "type of contact", "contact type", "type", "event type", "type of event", "category", "kind",
        "nature of contact", "kind of event", "kind of contact", "mode of contact", "method of contact",
        "type of incident", "incident type", "classification", "event category", "appointment type",
        "type of entry", "call type", "event code", "type of involvement",
    ),
    ColumnMeaning.RISK: (
        "risk", "risk level", "risk assessment", "risk tool", "risk tool and level", "dash", "dash level",
        "level of risk", "risk grade", "risk rating", "risk indicator", "dash score",
    ),
    ColumnMeaning.SHARED_WITH: (
        "information shared with", "shared with", "information shared", "information sharing",
        "agency informed", "referred to", "agencies notified", "other agencies", "other agency involved",
        "shared", "referral to",
    ),
    ColumnMeaning.SEEN: (
        "seen alone", "child seen", "was the child seen", "person seen alone", "adult seen alone",
        "was child seen", "victim seen alone", "seen", "children seen", "was the victim seen alone",
        "child seen alone", "seen y n",
    ),
    ColumnMeaning.VOICE: (
        "voice", "wishes", "victim wishes", "wishes and feelings", "views", "voice of the child",
        "voice of child", "voice of the victim", "views and wishes", "voice of victim", "victim voice",
        "child voice", "wishes and views", "voice of the adult",
    ),
    ColumnMeaning.PRACTICE: (
        "good practice", "practice issue", "concern", "missed opportunity", "good practice or concern",
        "issue", "areas of concern", "area of concern", "good practice concern", "flag",
        "missed opportunities", "learning point",
    ),
    ColumnMeaning.TERM: (
        "tor", "term of reference", "terms of reference", "key line of enquiry", "kloe", "tor ref",
        "tor number", "tor item", "relevance to tor", "link to tor", "key lines of enquiry", "tor point",
    ),
    ColumnMeaning.DISCLOSURE: (
        "disclosure", "disclosure status", "redact", "redaction", "withhold", "for disclosure",
        "sensitivity", "disclosable", "sensitive", "cleared", "protective marking", "can be shared",
    ),
    ColumnMeaning.NUMBER: (
        "no", "number", "row", "id", "entry no", "entry number", "line", "serial", "ref", "ref no", "item",
        "item no", "row id", "s n", "sn", "seq", "row no", "row number", "event no", "event number", "num",
        "nr", "item number", "line number", "entry id", "serial no",
    ),
    ColumnMeaning.OTHER: (
        "date of birth", "dob", "age", "gender", "ethnicity", "relationship", "nhs number",
    ),
}  # fmt: skip
