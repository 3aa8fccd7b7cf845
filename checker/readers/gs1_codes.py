"""GS1 GDSN codes that certgate knows the meaning of: certificate kinds, device classes, roles, markets.

Sources: the GDSN code lists and validation rules 1722 (classes) and 097.005; EUDAMED's certificate types
(GenericCertificateTypeEnum); Regulations (EU) 2017/745 and 2017/746; Directives 93/42/EEC, 90/385/EEC and 98/79/EC.
"""

from __future__ import annotations

import re

PRODUCT = "product"
SYSTEM = "management-system"

# The catalogue decides on the kind of a standard (gate `kind`); a manifest has to state one all the same, and a test
# holds this table against the catalogue. Quality assurance looks at the organisation, examination at the product.
EU_CERTIFICATES = {
    "MDR_QUALITY_MANAGEMENT_SYSTEM": SYSTEM,  # Annex IX, chapters I and III
    "MDR_TECHNICAL_DOCUMENTATION": PRODUCT,  # Annex IX, chapter II
    "MDR_TYPE_EXAMINATION": PRODUCT,  # Annex X
    "MDR_QUALITY_ASSURANCE": SYSTEM,  # Annex XI, part A
    "MDR_PRODUCT_VERIFICATION": PRODUCT,  # Annex XI, part B
    "IVDR_QUALITY_MANAGEMENT_SYSTEM": SYSTEM,
    "IVDR_TECHNICAL_DOCUMENTATION": PRODUCT,
    "IVDR_TYPE_EXAMINATION": PRODUCT,
    "IVDR_PRODUCTION_QUALITY_ASSURANCE": SYSTEM,
    "IVDR_QUALITY_ASSURANCE": SYSTEM,
    "MDD_II_EX_4": SYSTEM,  # full quality assurance
    "MDD_II_4": PRODUCT,  # examination of the design
    "MDD_III": PRODUCT,  # type examination
    "MDD_IV": PRODUCT,  # verification of products
    "MDD_V": SYSTEM,  # production quality assurance
    "MDD_VI": SYSTEM,  # product quality assurance
    "AIMDD_II_EX_4": SYSTEM,
    "AIMDD_II_4": PRODUCT,
    "AIMDD_III": PRODUCT,
    "AIMDD_IV": PRODUCT,
    "AIMDD_V": SYSTEM,
    "IVDD_III_6": PRODUCT,  # examination of the design of devices for self-testing
    "IVDD_IV_EX_4_6": SYSTEM,  # full quality assurance
    "IVDD_IV_4": PRODUCT,  # examination of the design
    "IVDD_IV_6": PRODUCT,  # verification of products
    "IVDD_V": PRODUCT,  # type examination
    "IVDD_VI": PRODUCT,  # verification of products
    "IVDD_VII_EX_5": SYSTEM,  # production quality assurance
    "IVDD_VII_5": PRODUCT,  # verification of products
}
"""The kind of each certificate that a notified body grants under EU device law, by its GDSN code."""

# `CertificationStandard` is free text outside device law. These words name management systems.
_SYSTEM_WORDS = re.compile(
    r"\b(?:9001|13485|14001|16949|18001|20000|22000|22163|22301|27001|27701|37001|37301|42001|45001|50001|55001"
    r"|(?:AS|EN|IA|JISQ|JIS Q) ?91[012]0|FSSC|IATF|MDSAP|NQA|TL ?9000|VDA ?6|MODULE [DEH]1?"
    r"|QUALITY ASSURANCE|MANAGEMENT SYSTEMS?)\b"
)
_NO_WORD = re.compile(r"[^A-Z0-9]+")

CLASSES = {
    "76": {  # Regulations (EU) 2017/745 and 2017/746
        "EU_CLASS_I": "eu-mdr-class-i",
        "EU_CLASS_IIA": "eu-mdr-class-iia",
        "EU_CLASS_IIB": "eu-mdr-class-iib",
        "EU_CLASS_III": "eu-mdr-class-iii",
        "EU_CLASS_A": "eu-ivdr-class-a",
        "EU_CLASS_B": "eu-ivdr-class-b",
        "EU_CLASS_C": "eu-ivdr-class-c",
        "EU_CLASS_D": "eu-ivdr-class-d",
    },
    "85": {  # the directives that they replace
        "EU_CLASS_I": "eu-mdd-class-i",
        "EU_CLASS_IIA": "eu-mdd-class-iia",
        "EU_CLASS_IIB": "eu-mdd-class-iib",
        "EU_CLASS_III": "eu-mdd-class-iii",
        "AIMDD": "eu-aimdd",
        "IVDD_GENERAL": "eu-ivdd-general",
        "IVDD_DEVICES_SELF_TESTING": "eu-ivdd-self-testing",
        "IVDD_ANNEX_II_LIST_A": "eu-ivdd-annex-ii-list-a",
        "IVDD_ANNEX_II_LIST_B": "eu-ivdd-annex-ii-list-b",
    },
}
"""The category of a device class, by classification system and class."""

ROLES = {"EMA": "manufacturer", "EPP": "producer of the system or procedure pack"}
"""Contacts that answer for a device, in order of preference; an EAR only represents a manufacturer in the EU."""

NOTIFIED_BODY = "EU_NOTIFIED_BODY_NUMBER"

# ISO 3166-1 numeric, and 097 for the European Union as a whole. A device that may be sold in one state of the
# single market (Iceland, Liechtenstein and Norway included) may be sold in all.
_SINGLE_MARKET = """
097 040 056 100 191 196 203 208 233 246 250 276 300 348 372 380 428 440 442 470 528 616 620 642 703 705 724 752
352 438 578
"""
MARKETS = {
    **dict.fromkeys(_SINGLE_MARKET.split(), "EU"),
    "036": "AU",
    "076": "BR",
    "124": "CA",
    "156": "CN",
    "356": "IN",
    "392": "JP",
    "410": "KR",
    "484": "MX",
    "554": "NZ",
    "702": "SG",
    "710": "ZA",
    "756": "CH",
    "792": "TR",
    "826": "GB",
    "840": "US",
}
"""The market of a target market code."""


def kind_of(standard: str) -> str:
    """The kind of certificate that a `CertificationStandard` names; product where nothing says otherwise."""
    known = EU_CERTIFICATES.get(standard)
    if known is None:
        known = SYSTEM if _SYSTEM_WORDS.search(_NO_WORD.sub(" ", standard.upper())) else PRODUCT
    return known
