"""The names and numbers that generated manifests are made of: real bodies and standards, made-up suppliers."""

from __future__ import annotations

from datetime import date
from typing import Any

Row = dict[str, Any]

AS_OF = date(2026, 11, 23)

FIRST = (
    "Alder",
    "Borealis",
    "Castellan",
    "Delfin",
    "Elbrus",
    "Fjord",
    "Granite",
    "Halden",
    "Isar",
    "Juniper",
    "Kestrel",
)
SECOND = ("Power Systems", "Instruments", "Medical", "Electronics", "Controls", "Automation", "Devices", "Sensorik")
PLACES = (
    ("Linz", "AT", "Industriezeile 47, 4020 Linz", "GmbH"),
    ("Oslo", "NO", "Havnegata 1, 0150 Oslo", "AS"),
    ("Suzhou", "CN", "No. 88 Xinghu Street, Suzhou 215000", "Co Ltd"),
    ("Boulder", "US", "5400 Airport Boulevard, Boulder, CO 80301", "Inc."),
    ("Győr", "HU", "Ipar utca 12, 9027 Győr", "Kft."),
    ("Nagoya", "JP", "2-1-1 Sakae, Naka-ku, Nagoya 460-0008", "K.K."),
    ("Leicester", "GB", "14 Abbey Lane, Leicester LE4 5QX", "Ltd"),
    ("Kecskemét", "HU", "Szent István körút 20, 6000 Kecskemét", "Kft."),
    ("Monterrey", "MX", "Av. Ruiz Cortines 2700, 64000 Monterrey", "S.A. de C.V."),
)

# Laboratories that OSHA recognises for all of the standards below.
LABORATORIES = (
    ("csa", "CSA Group Testing & Certification Inc.", "cCSAus", "CSA product listing"),
    ("dekra", "DEKRA Certification, Inc.", "DEKRA Listed", "DEKRA certificate finder"),
    ("its", "Intertek Testing Services NA, Inc.", "cETLus Listed", "Intertek directory of listed products"),
    ("met", "MET Laboratories, Inc.", "MET Listed", "Eurofins listing"),
    ("nna", "Nemko North America, Inc.", "Nemko Listed", "Nemko certificate search"),
    ("sgs", "SGS North America, Inc.", "cSGSus", "SGS certified client directory"),
    ("tuv", "TUV Rheinland of North America, Inc.", "cTUVus", "Certipedia"),
    ("tuvam", "TÜV SÜD America Inc.", "cTUVus", "TÜV SÜD certificate explorer"),
)
REGISTRARS = (
    "TÜV SÜD Management Service GmbH", "DQS GmbH", "BSI Assurance UK Limited", "LRQA Limited", "DNV Business Assurance",
    "Bureau Veritas Certification Holding SAS", "AFNOR Certification", "RINA Services S.p.A.", "NQA",
    "Intercert Prüfgesellschaft mbH",
)  # fmt: skip
ACCREDITORS = (
    ("DAkkS", "D-ZM-{}-01-00"), ("UKAS", "{:.4}"), ("ANAB", "MS-{:.4}"), ("RvA", "C {:.3}"),
    ("COFRAC", "4-{:.4}"), ("JAB", "CM{:.3}"), ("CNAS", "C{:.4}-M"),
)  # fmt: skip

# What each sector makes: category, standard of its listing, of its Canadian certificate, prefix of its models.
SECTORS: dict[str, Row] = {
    "ict": {
        "category": "ict-equipment",
        "listing": ("UL 62368-1:2019", "UL 62368-1"),
        "canada": "CSA C22.2 No. 62368-1:2019",
        "names": ("rack power supply", "network switch", "edge gateway", "storage array"),
        "scope": "Design and manufacture of information technology equipment",
    },
    "laboratory": {
        "category": "laboratory-equipment",
        "listing": ("UL 61010-1:2012", "UL 61010-1"),
        "canada": "CSA C22.2 No. 61010-1:2012",
        "names": ("bench centrifuge", "water bath", "spectrometer", "drying oven"),
        "scope": "Design and manufacture of laboratory equipment",
    },
    "medical": {
        "category": "medical-electrical",
        "listing": ("ANSI/AAMI ES60601-1:2005/A2:2021", "ANSI/AAMI ES60601-1"),
        "canada": "CAN/CSA C22.2 No. 60601-1:2014",
        "names": ("patient monitor", "infusion pump", "ultrasound system", "ventilator"),
        "scope": "Design, manufacture and servicing of medical electrical equipment",
    },
}

# Management systems: the standard in a scope of accreditation, and how certificates print it.
SYSTEMS: dict[str, tuple[str, tuple[str, ...]]] = {
    "qms": ("ISO 9001", ("ISO 9001:2015", "ISO 9001:2015", "DIN EN ISO 9001:2015-11", "BS EN ISO 9001:2015")),
    "ems": ("ISO 14001", ("ISO 14001:2015", "ISO 14001:2015", "EN ISO 14001:2015", "ISO 14001:2015/Amd 1:2024")),
    "ohs": ("ISO 45001", ("ISO 45001:2018",)),
    "isms": ("ISO/IEC 27001", ("ISO/IEC 27001:2022", "ISO/IEC 27001:2022", "EN ISO/IEC 27001:2023")),
    "mdqms": ("ISO 13485", ("ISO 13485:2016", "EN ISO 13485:2016")),
    "energy": ("ISO 50001", ("ISO 50001:2018",)),
    "continuity": ("ISO 22301", ("ISO 22301:2019",)),
}  # fmt: skip
