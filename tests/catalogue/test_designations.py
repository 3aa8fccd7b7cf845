"""Designations as people print them, and the standard and edition that each names."""

import pytest

from checker.catalogue import Catalogue, load_catalogue

# printed | standard (empty: nothing the catalogue knows) | edition (empty: none named)
TABLE = """
ISO 9001:2015 | ISO 9001 | 2015
ISO 9001 | ISO 9001 |
ISO9001 | ISO 9001 |
iso 9001:2015 | ISO 9001 | 2015
ISO 9001 : 2015 | ISO 9001 | 2015
ISO 9001-2015 | ISO 9001 | 2015
ISO9001-2015 | ISO 9001 | 2015
ISO-9001:2015 | ISO 9001 | 2015
ISO 9001 (2015) | ISO 9001 | 2015
ISO 9001 2015 | ISO 9001 | 2015
ISO 9001:2015(E) | ISO 9001 | 2015
ISO 9001:2015/Amd 1:2024 | ISO 9001 | 2015
ISO 9001:2015/Amd.1:2024 | ISO 9001 | 2015
ISO 9001:2015+A1:2024 | ISO 9001 | 2015
ISO 9001:2015 + Amd 1:2024 | ISO 9001 | 2015
ISO 9001:2015 incl. Amd 1:2024 | ISO 9001 | 2015
ISO 9001:2015 Amd 1:2024 | ISO 9001 | 2015
ISO 9001:2008 | ISO 9001 | 2008
ISO 9001:2026 | ISO 9001 | 2026
ISO 9001:2017 | ISO 9001 | 2017
EN ISO 9001:2015 | ISO 9001 | 2015
DIN EN ISO 9001:2015-11 | ISO 9001 | 2015
DIN EN ISO 9001 | ISO 9001 |
BS EN ISO 9001:2015 | ISO 9001 | 2015
UNI EN ISO 9001:2015 | ISO 9001 | 2015
UNE-EN ISO 9001:2015 | ISO 9001 | 2015
NF EN ISO 9001:2015 | ISO 9001 | 2015
ÖNORM EN ISO 9001:2015 | ISO 9001 | 2015
SS-EN ISO 9001:2015 | ISO 9001 | 2015
PN-EN ISO 9001:2015-10 | ISO 9001 | 2015
NBR ISO 9001:2015 | ISO 9001 | 2015
ABNT NBR ISO 9001:2015 | ISO 9001 | 2015
I.S. EN ISO 9001:2015 | ISO 9001 | 2015
GOST R ISO 9001-2015 | ISO 9001 | 2015
KS Q ISO 9001:2015 | ISO 9001 | 2015
JIS Q 9001:2015 | ISO 9001 | 2015
JISQ9001:2015 | ISO 9001 | 2015
GB/T 19001-2016 | ISO 9001 | 2015
GB/T19001-2016 | ISO 9001 | 2015
GB/T 19001-2016/ISO 9001:2015 | |
GB/T 19001-2015 | ISO 9001 | GB/T 19001:2015
AS/NZS ISO 9001:2016 | ISO 9001 | 2015
CAN/CSA-ISO 9001:16 | ISO 9001 | 2015
ANSI/ISO/ASQ Q9001-2015 | ISO 9001 | 2015
ISO 14001:2015 | ISO 14001 | 2015
EN ISO 14001:2015 | ISO 14001 | 2015
DIN EN ISO 14001:2009-11 | ISO 14001 | 2004
GB/T 24001-2016 | ISO 14001 | 2015
JIS Q 14001:2015 | ISO 14001 | 2015
ISO 14001:2026 | ISO 14001 | 2026
ISO 45001:2018 | ISO 45001 | 2018
EN ISO 45001:2023 | ISO 45001 | 2018
DIN ISO 45001:2018-06 | ISO 45001 | 2018
GB/T 45001-2020 | ISO 45001 | 2018
OHSAS 18001:2007 | OHSAS 18001 | 2007
BS OHSAS 18001:2007 | OHSAS 18001 | 2007
ISO 13485:2016 | ISO 13485 | 2016
EN ISO 13485:2016+A11:2021 | ISO 13485 | 2016
EN ISO 13485:2016/A11:2021 | ISO 13485 | 2016
EN ISO 13485:2012+AC:2012 | ISO 13485 | 2003
DIN EN ISO 13485:2021-12 | ISO 13485 | 2016
YY/T 0287-2017 | ISO 13485 | 2016
ISO/IEC 27001:2022 | ISO/IEC 27001 | 2022
ISO 27001:2022 | ISO/IEC 27001 | 2022
ISO/IEC 27001:2013 | ISO/IEC 27001 | 2013
ISO/IEC 27001:2022/Amd 1:2024 | ISO/IEC 27001 | 2022
EN ISO/IEC 27001:2017 | ISO/IEC 27001 | 2013
EN ISO/IEC 27001:2023 | ISO/IEC 27001 | 2022
DIN EN ISO/IEC 27001:2024-01 | ISO/IEC 27001 | 2022
BS EN ISO/IEC 27001:2023 | ISO/IEC 27001 | 2022
JIS Q 27001:2023 | ISO/IEC 27001 | 2022
JIS Q 27001:2014 | ISO/IEC 27001 | 2013
GB/T 22080-2016 | ISO/IEC 27001 | 2013
ISO 22000:2018 | ISO 22000 | 2018
ISO 50001:2011 | ISO 50001 | 2011
GB/T 23331-2020 | ISO 50001 | 2018
ISO 22301:2019 | ISO 22301 | 2019
DIN EN ISO 22301:2020-06 | ISO 22301 | 2019
ISO/IEC 20000-1:2018 | ISO/IEC 20000-1 | 2018
ISO 20000-1:2011 | ISO/IEC 20000-1 | 2011
ISO 37001:2025 | ISO 37001 | 2025
AS9100D | AS9100 | D
AS 9100D | AS9100 | D
AS9100 Rev D | AS9100 | D
AS9100 Rev. D | AS9100 | D
AS9100 Revision D | AS9100 | D
AS9100D:2016 | AS9100 | D
AS9100:2016 | AS9100 | D
AS9100 | AS9100 |
AS9100C | AS9100 | C
SAE AS9100D | AS9100 | D
EN 9100:2018 | AS9100 | D
DIN EN 9100:2018-08 | AS9100 | D
EN 9100:2009 | AS9100 | C
JISQ 9100:2016 | AS9100 | D
JIS Q 9100:2016 | AS9100 | D
IA9100 | IA9100 |
AS9120B | AS9120 | B
EN 9110:2018 | AS9110 | C
IATF 16949:2016 | IATF 16949 | 2016
IATF16949 | IATF 16949 |
ISO/TS 16949:2009 | ISO/TS 16949 | 2009
TS 16949 | ISO/TS 16949 |
FSSC 22000 v6 | FSSC 22000 | v6
FSSC 22000 V6.0 | FSSC 22000 | v6
FSSC 22000 Version 6.0 | FSSC 22000 | v6
FSSC 22000 (Version 6) | FSSC 22000 | v6
FSSC 22000, Version 5.1 | FSSC 22000 | v5.1
FSSC 22000 v7 | FSSC 22000 | v7
FSSC 22000 6 | FSSC 22000 | v6
FSSC 22000 | FSSC 22000 |
BRCGS Food Safety Issue 9 | BRCGS Food Safety | 9
BRCGS Global Standard for Food Safety, Issue 9 | BRCGS Food Safety | 9
BRC Global Standard for Food Safety Issue 8 | BRCGS Food Safety | 8
BRCGS Packaging Materials Issue 7 | BRCGS Packaging Materials | 7
SQF Edition 9 | SQF Food Safety | 9
SQF Food Safety Code, Edition 9 | SQF Food Safety | 9
SQF Code Ed. 9 | SQF Food Safety | 9
IFS Food 8 | IFS Food | 8
IFS Food Version 8 | IFS Food | 8
IFS Food v7 | IFS Food | 7
MDSAP | MDSAP |
Medical Device Single Audit Program (MDSAP) | MDSAP |
UL 62368-1:2019 | UL 62368-1 | 2019
UL62368-1:2019 | UL 62368-1 | 2019
UL 62368-1 | UL 62368-1 |
ANSI/UL 62368-1 | UL 62368-1 |
ANSI/UL 62368-1-2019 | UL 62368-1 | 2019
UL 62368-1, 3rd Edition | UL 62368-1 | 2019
UL 62368-1, 3rd Ed., 2019 | UL 62368-1 | 2019
UL 62368-1 Third Edition | UL 62368-1 | 2019
UL 62368-1 Ed. 2 | UL 62368-1 | 2014
UL 62368-1:2014 | UL 62368-1 | 2014
UL 62368\u20111:2019 | UL 62368-1 | 2019
UL 60950-1 | UL 60950-1 |
UL 60950-1, 2nd Edition | UL 60950-1 | 2007
UL 60065:2015 | UL 60065 | 2015
EN 60950-1:2006+A2:2013 | EN 60950-1 | 2006
DIN EN 62368-1:2014 | EN IEC 62368-1 | 2014
EN IEC 62368-1:2020+A11:2020 | EN IEC 62368-1 | 2020
IEC 62368-1:2018 | IEC 62368-1 | 2018
CAN/CSA C22.2 No. 62368-1:19 | CSA C22.2 No. 62368-1 | 2019
CAN/CSA-C22.2 No. 62368-1-14 | CSA C22.2 No. 62368-1 | 2014
CSA C22.2 No. 62368-1:2019 | CSA C22.2 No. 62368-1 | 2019
CSA C22.2 #62368-1 | CSA C22.2 No. 62368-1 |
CAN/CSA-C22.2 No. 61010-1-12 | CSA C22.2 No. 61010-1 | 2012
UL 61010-1:2012 | UL 61010-1 | 2012
UL 61010-1, 3rd ed. | UL 61010-1 | 2012
UL 61010-2-201:2018 | UL 61010-2-201 | 2018
UL 508A | UL 508A |
UL 508a:2018 | UL 508A | 2018
UL508A, 3rd Edition | UL 508A | 2018
UL 508 | UL 508 |
UL 1741:2021 | UL 1741 | 2021
UL 1741 SB | UL 1741 |
UL 1741, Supplement SA | UL 1741 |
UL 60335-1:2016 | UL 60335-1 | 2016
UL 60335-2-40, Ed. 4 | UL 60335-2-40 | 2022
UL 1598:2021 | UL 1598 | 2021
UL 1598 (5th Edition) | UL 1598 | 2021
UL 8750 | UL 8750 |
ANSI/CAN/UL 2054 | UL 2054 |
UL 2054:2021 | UL 2054 | 2021
ANSI/AAMI ES60601-1 | ANSI/AAMI ES60601-1 |
ANSI/AAMI ES 60601\u20131 | ANSI/AAMI ES60601-1 |
ANSI/AAMI ES60601-1:2005/A2:2021 | ANSI/AAMI ES60601-1 | 2005
ANSI/AAMI ES60601-1:2005/(R)2012 and A1:2012 | ANSI/AAMI ES60601-1 | 2005
AAMI ES60601-1:2005+A1:2012 | ANSI/AAMI ES60601-1 | 2005
UL 60601-1 | UL 60601-1 |
UL 60601-1:2003 | UL 60601-1 | 2003
EN 60601-1:2006/A1:2013 | EN 60601-1 | 2006
IEC 60601-1:2005+AMD1:2012+AMD2:2020 | IEC 60601-1 | 2005
IEC 60601-1:2005+AMD1:2012+AMD2:2020 CSV | IEC 60601-1 | 2005
IEC 60601-1 Ed. 3.1 | IEC 60601-1 | 2005
NSF/ANSI 61-2019 | NSF/ANSI/CAN 61 | 2019
NSF/ANSI/CAN 61-2023 | NSF/ANSI/CAN 61 | 2023
NSF/ANSI/CAN 61 - 2023 | NSF/ANSI/CAN 61 | 2023
NSF/ANSI/CAN Standard 61 | NSF/ANSI/CAN 61 |
ANSI/NSF 61 | NSF/ANSI/CAN 61 |
NSF 61 | NSF/ANSI/CAN 61 |
NSF Standard 61 | NSF/ANSI/CAN 61 |
NSF/ANSI 372 | NSF/ANSI/CAN 372 |
NSF/ANSI/CAN 372-2022 | NSF/ANSI/CAN 372 | 2022
47 CFR Part 15 | 47 CFR Part 15 |
47 CFR 15 Subpart C | 47 CFR Part 15 |
47 CFR Part 15, Subpart B | 47 CFR Part 15 |
47 CFR § 15.247 | 47 CFR Part 15 |
FCC Part 15 | 47 CFR Part 15 |
FCC Part 15C | 47 CFR Part 15 |
FCC 47 CFR Part 15 Subpart B | 47 CFR Part 15 |
ENERGY STAR | ENERGY STAR |
ENERGY STAR® | ENERGY STAR |
EnergyStar | ENERGY STAR |
ENERGY STAR Version 8.0 | ENERGY STAR | 8.0
WaterSense | WaterSense |
EPA WaterSense | WaterSense |
MDR_QUALITY_MANAGEMENT_SYSTEM | MDR_QUALITY_MANAGEMENT_SYSTEM |
MDR Annex IX Chapter I | MDR_QUALITY_MANAGEMENT_SYSTEM |
MDR Annex IX Chapters I and III | MDR_QUALITY_MANAGEMENT_SYSTEM |
MDR Annex IX Chapters I & III | MDR_QUALITY_MANAGEMENT_SYSTEM |
Regulation (EU) 2017/745 Annex IX Chapter II | MDR_TECHNICAL_DOCUMENTATION |
MDR Annex IX, Chapter II | MDR_TECHNICAL_DOCUMENTATION |
MDR_TECHNICAL_DOCUMENTATION | MDR_TECHNICAL_DOCUMENTATION |
MDR_QUALITY_ASSURANCE | MDR_QUALITY_ASSURANCE |
MDR Annex XI Part A | MDR_QUALITY_ASSURANCE |
MDR Annex X | MDR_TYPE_EXAMINATION |
MDR Annex XI | |
MDD_II_EX_4 | MDD_II_EX_4 |
MDD_II_4 | MDD_II_4 |
MDD_V | MDD_V |
MDD Annex V | MDD_V |
MDD_III | MDD_III |
MDD_VI | MDD_VI |
IVDR_TECHNICAL_DOCUMENTATION | IVDR_TECHNICAL_DOCUMENTATION |
Module B | Module B |
Module H | Module H |
EU-type examination (Module B) | Module B |
Regulation (EU) 2023/1230 Module H | Machinery full quality assurance |
Regulation (EU) 2018/858 | Regulation (EU) 2018/858 |
UN ECE R100 | UN R100 |
ISO/IEC 15408 | ISO/IEC 15408 |
Common Criteria | ISO/IEC 15408 |
FIPS 140-3 | FIPS 140-3 |
UL 153 | UL 153 |
UL 153:2014 | UL 153 | 2014
UL 2017 | UL 2017 |
UL 2017 (2) | UL 2017 |
UL 2089 (3) | UL 2089 |
UL 61010-2-081 | UL 61010-2-81 |
UL 61010-2-81 | UL 61010-2-81 |
ANSI Z21.1 | ANSI Z21.1 |
FM 3600 | FM 3600 |
ISO 9001 & ISO 14001 | |
ISO 9001, ISO 14001 | |
UL 62368-1 / CSA C22.2 No. 62368-1 | |
IEC/UL 62368-1 | |
ISO 90 01 | |
ISO 9001Ж | |
UL 99999 | |
IFS | IFS Food |
BRCGS | BRCGS Food Safety |
quality | |
"""
CASES = [tuple(part.strip() for part in row.split("|")) for row in TABLE.strip().splitlines()]


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


def test_table_is_long_enough_and_states_each_text_once() -> None:
    assert len(CASES) >= 150
    assert len({printed for printed, _, _ in CASES}) == len(CASES)


@pytest.mark.parametrize(("printed", "standard", "edition"), CASES, ids=[case[0] for case in CASES])
def test_printed_designation(catalogue: Catalogue, printed: str, standard: str, edition: str) -> None:
    found = catalogue.resolve(printed)
    assert (found.standard.id if found.standard else "") == standard
    if standard:
        assert (found.edition or "") == edition


@pytest.mark.parametrize(
    ("printed", "amendments"),
    [
        ("ISO 9001:2015/Amd 1:2024", ("A1:2024",)),
        ("IEC 60601-1:2005+AMD1:2012+AMD2:2020", ("A1:2012", "A2:2020")),
        ("ANSI/AAMI ES60601-1:2005/(R)2012 and A1:2012", ("R2012", "A1:2012")),
        ("EN ISO 13485:2012+AC:2012", ("AC:2012",)),
        ("UL 1741 SB", ("SB",)),
        ("47 CFR Part 15 Subpart C", ("SUBPART C",)),
        ("ISO 9001:2015", ()),
    ],
)
def test_amendments_and_parts_are_kept(catalogue: Catalogue, printed: str, amendments: tuple[str, ...]) -> None:
    assert catalogue.resolve(printed).amendments == amendments


@pytest.mark.parametrize(
    ("printed", "stated", "edition"),
    [
        ("ISO 9001", "2015", "2015"),
        ("ISO 9001", "2015-11", "2015"),
        ("AS9100", "Rev D", "D"),
        ("AS9100", "D", "D"),
        ("FSSC 22000", "v6", "v6"),
        ("FSSC 22000", "6.0", "v6"),
        ("UL 62368-1", "3rd edition", "2019"),
        ("UL 62368-1", "3", "2019"),
        ("BRCGS Food Safety", "Issue 9", "9"),
        ("GB/T 19001", "2016", "2015"),
        ("ISO 9001:2015", "2015", "2015"),
        ("UL 62368-1, 3rd Edition", "2019", "2019"),
        ("ISO 9001:2015/Amd 1:2024", "2015", "2015"),
        ("ISO 9001:2015", None, "2015"),
    ],
)
def test_edition_stated_beside(catalogue: Catalogue, printed: str, stated: str | None, edition: str) -> None:
    assert catalogue.resolve(printed, stated).edition == edition


@pytest.mark.parametrize(("printed", "stated"), [("ISO 9001:2015", "2008"), ("AS9100D", "C"), ("AS9100D:2009", None)])
def test_editions_that_disagree_are_no_edition(catalogue: Catalogue, printed: str, stated: str | None) -> None:
    found = catalogue.resolve(printed, stated)
    assert found.standard is not None
    assert found.edition is not None
    assert found.standard.edition(found.edition) is None


def test_old_name_is_marked_as_renamed(catalogue: Catalogue) -> None:
    assert catalogue.resolve("ANSI/NSF 61").relation == "renamed"
    assert catalogue.resolve("NSF/ANSI/CAN 61").relation == "identical"


def test_modified_adoptions_stay_apart(catalogue: Catalogue) -> None:
    texts = ("UL 62368-1", "IEC 62368-1", "EN IEC 62368-1", "CSA C22.2 No. 62368-1")
    assert len({found.id for text in texts if (found := catalogue.resolve(text).standard)}) == 4


def test_a_neighbour_is_suggested(catalogue: Catalogue) -> None:
    assert catalogue.suggest("ISO 9OO1") == "did you mean `ISO 9001`?"
    assert catalogue.suggest("FSCC 22000") == "did you mean `FSSC 22000`?"
    assert catalogue.suggest("zzzzzzzz") == ""
