"""The words by which an entry of a chronology says plainly what kind of event it tells.

In the order of how much each says: of two that stand at one place, the first counts. They are parts of
regular expressions, between word boundaries.
"""

from collections.abc import Mapping

from sightline.domain.vocabulary.events import EventKind

EVENT_WORDS: Mapping[EventKind, tuple[str, ...]] = {
    EventKind.DID_NOT_ATTEND: (
        "missed (?:an? |the |his |her |their )?(?:\\w+ ){0,2}(?:appointment|session|supervision)",
        "unacceptable absence", "dna", "dna[’']?d", "did not attend", "failed to attend", "fta",
        "was not brought", "wnb", "did not arrive for", "no show", "did not keep",
    ),
    EventKind.MARAC_REFERRAL: (
        "refer(?:red|s|ral) (?:\\w+ ){0,6}to (?:the )?(?:\\w+ )?marac", "marac referral",
    ),
    EventKind.REFERRAL_OUTCOME: (
        "referral (?:was )?(?:declined|rejected|accepted|closed|returned|not accepted)",
        "outcome of (?:the )?referral", "(?:declined|accepted|rejected) (?:the )?referral",
        "threshold not met", "did not meet (?:the )?threshold",
    ),
    EventKind.RISK_ASSESSMENT: (
        "dash", "dash ric", "risk assess(?:ed|ment)", "assessed as (?:standard|medium|high) risk",
        "graded (?:as )?(?:standard|medium|high)", "(?:standard|medium|high) risk",
    ),
    EventKind.REFERRAL: (
        "referral (?:was )?(?:made|sent|received)", "referral (?:to|from)", "referred",
    ),
    EventKind.ARREST: (
        "detained", "(?:brought|taken) (?:in)?to custody", "arrest(?:ed|s)?", "charged with",
        "cautioned for", "(?:police|conditional) caution",
    ),
    EventKind.COURT: (
        "magistrates", "community order", "(?:magistrates|crown|county|family)[’']? court", "sentenced",
        "convicted", "pleaded (?:not )?guilty", "trial", "released from prison", "remanded",
    ),
    EventKind.ORDER: (
        "restraining order", "non.molestation order", "occupation order", "dvpn", "dvpo", "injunction",
        "bail condition(?:s)?", "protection (?:notice|order)",
    ),
    EventKind.DISCLOSURE: (
        "disclos(?:ed|es|ing|ure)",
    ),
    EventKind.INJURY: (
        "injur(?:y|ies|ed)", "bruis(?:e|es|ed|ing)", "fracture[ds]?", "laceration(?:s)?", "black eye",
        "cut to (?:the|his|her)", "stab wound(?:s)?",
    ),
    EventKind.INCIDENT: (
        "assault(?:ed|s)?", "domestic (?:incident|dispute|abuse incident|violence incident)",
        "threaten(?:ed|s)? to", "threats? to kill", "criminal damage",
        "verbal (?:argument|altercation|dispute)", "strangl(?:ed|es|ing|ation)", "punched", "kicked",
        "slapped", "harass(?:ed|ment)", "stalking", "shouting",
    ),
    EventKind.DEATH: (
        "found dead", "life (?:was )?pronounced extinct", "pronounced dead", "homicide", "died",
    ),
    EventKind.ATTENDANCE: (
        "999", "on scene", "crew", "ed attendance", "brought in by ambulance", "self.presented",
        "patrol (?:to|sent)", "(?:officers?|police|patrol) attend(?:ed|s)?", "response to",
        "attend(?:ed|s|ance) (?:at )?(?:the )?(?:a ?& ?e|a and e|ed|emergency department)",
        "ambulance (?:called|attended|dispatched|conveyed)", "conveyed to hospital",
        "presented (?:at|to) (?:the )?(?:a ?& ?e|ed|emergency department|minor injuries unit|walk.in centre)",
    ),
    EventKind.HOME_VISIT: (
        "(?:un)?announced visit", "joint visit", "home visit(?:s|ed)?", "visited at home",
        "visit(?:ed)? to the (?:home|address|property)",
    ),
    EventKind.MEETING: (
        "(?:attended|represented at|heard at|discussed at) (?:the )?marac",
        "strategy (?:meeting|discussion)", "case conference", "core group", "child protection conference",
        "multi.agency meeting", "professionals[’']? meeting", "review meeting",
    ),
    EventKind.INFORMATION_SHARED: (
        "notification (?:of concern )?(?:sent|passed|received)", "information (?:was )?shared",
        "shared information", "notified (?:the )?(?:gp|police|school|health visitor|midwife|social care)",
        "letter (?:sent )?to gp",
    ),
    EventKind.FLAG: (
        "(?:warning|urgent.response|risk) (?:flag|marker)",
        "(?:warning )?(?:flag|marker) (?:was )?(?:placed|set|added|put|removed|taken off)",
    ),
    EventKind.SUPERVISION: (
        "(?:case|clinical|management) supervision", "supervision (?:discussion|decision|note)",
        "management (?:oversight|decision)", "manager(?:[’']s)? decision",
    ),
    EventKind.DISCHARGE: (
        "discharged", "case (?:was )?closed", "closed (?:the )?case", "closed to (?:the )?(?:service|team)",
        "closure",
    ),
    EventKind.TRANSFER: (
        "(?:case|file|records?|care) (?:was |were )?transferred", "transfer(?:red)? (?:of|to)",
    ),
    EventKind.CHANGE: (
        "moved (?:to|into|out)", "change of address", "separated", "gave birth", "birth of",
        "registered (?:as pregnant|with)", "pregnan(?:t|cy)", "lost (?:his|her|their) job",
        "new (?:partner|relationship|tenancy)", "evicted",
    ),
    EventKind.APPOINTMENT: (
        "supervision (?:appointment|session|no)", "(?:keywork |key ?work )?session (?:at|with|no|\\d+)",
        "attended (?:\\w+ ){0,3}(?:appointment|clinic|session|consultation|surgery)",
        "seen (?:by|in) (?:\\w+ ){0,3}(?:gp|clinic|surgery|doctor|nurse|midwife)", "consultation",
        "appointment attended", "antenatal (?:appointment|visit)",
    ),
    EventKind.CONTACT: (
        "telephone (?:call|contact)", "phone call", "rang", "phoned", "telephoned", "e-?mail(?:ed)?",
        "text message", "letter (?:sent|received)", "contact(?:ed)?",
    ),
}  # fmt: skip
