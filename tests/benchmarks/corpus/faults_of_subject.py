"""Faults of kind, attestation, standard, edition and subject, and manifests that leave things out."""

from __future__ import annotations

from tests.benchmarks.corpus.case import Case
from tests.benchmarks.corpus.faults import fault


@fault("management-system-for-product", weight=4)
def only_systems(case: Case) -> None:
    """A management system is offered where a product has to be certified."""
    case.drop("product")


@fault("product-for-management-system", weight=3)
def only_products(case: Case) -> None:
    """A listing is offered where an organisation has to be certified."""
    case.drop("management-system")


@fault("no-certificate", weight=2)
def nothing(case: Case) -> None:
    """No certificate at all."""
    case.certificates.clear()


@fault("kind-misdeclared")
def misdeclared(case: Case) -> None:
    """The one certificate is that of a quality system, and is called one of a product."""
    row = case.system()
    case.certificates[:] = [{**row, "kind": "product", "attestation": "certification"}]


@fault("standard-unknown")
def unheard_of(case: Case) -> None:
    """A standard that no catalogue knows."""
    case.needed()["standard"] = "QX 4711:2020"


@fault("standard-not-accepted", weight=6)
def predecessor(case: Case) -> None:
    """The listing is to the standard that came before."""
    case.listing()["standard"] = case.dice.choice(("UL 60950-1:2007", "IEC 62368-1:2018", "UL 60601-1:2003"))


@fault("standard-not-accepted", weight=3)
def another_system(case: Case) -> None:
    """The quality system is certified to another standard."""
    case.system()["standard"] = case.dice.choice(("ISO 22301:2019", "ISO 50001:2018"))


@fault("not-certification", weight=4)
def declared(case: Case) -> None:
    """The supplier's own declaration, or a report of a test."""
    case.listing()["attestation"] = case.dice.choice(("declaration", "test-report"))


@fault("edition-superseded", weight=5)
def old_edition(case: Case) -> None:
    """An edition whose transition has ended."""
    name, standard = case.dice.choice((("qms", "ISO 9001:2008"), ("ems", "ISO 14001:2004")))
    case.system(name)["standard"] = standard if name == "qms" or case.system(name)["id"] == "ems" else "ISO 9001:2008"


@fault("edition-not-accepted")
def other_edition(case: Case) -> None:
    """An edition that never was."""
    case.system()["standard"] = "ISO 9001:2012"


@fault("edition-missing", weight=3)
def undated(case: Case) -> None:
    """The certificate names no edition."""
    case.system()["standard"] = "ISO 9001"


@fault("holder-mismatch", weight=6)
def held_by_another(case: Case) -> None:
    """Held by a sister company."""
    case.needed()["holder"] = {"name": "Meridian Holdings International Ltd"}


@fault("holder-missing", weight=2)
def held_by_nobody(case: Case) -> None:
    """No holder is stated."""
    del case.needed()["holder"]


@fault("model-not-covered", weight=7)
def model_missing(case: Case) -> None:
    """The listing names other models."""
    row = case.listing()
    row["covers"]["models"] = [f"X{name}" for name in row["covers"]["models"]]


@fault("model-not-covered", weight=2)
def pattern_too_wide(case: Case) -> None:
    """The listing is said to cover everything."""
    case.listing()["covers"]["models"] = ["*"]


@fault("factory-not-covered", weight=5)
def other_factory(case: Case) -> None:
    """The product is made where the listing does not reach."""
    case.listing()["covers"]["factories"] = ["headquarters"]


@fault("site-not-covered", weight=5)
def other_site(case: Case) -> None:
    """The annex does not list the plant."""
    case.system()["covers"]["sites"] = ["headquarters"]


@fault("activity-not-covered", weight=4)
def only_sales(case: Case) -> None:
    """Certified for sales, not for making anything."""
    covers = case.system()["covers"]
    covers |= {"activities": ["distribution"], "sites": [site["id"] for site in case.owner["sites"]]}


@fault("component-only", weight=3)
def component(case: Case) -> None:
    """A mark for components."""
    case.listing()["mark"] |= {"name": "UR", "type": "recognized-component"}


@fault("market-not-covered", weight=2)
def other_market(case: Case) -> None:
    """The mark is for Canada alone."""
    case.listing()["mark"]["markets"] = ["CA"]


@fault("type-only", weight=2)
def only_a_type(case: Case) -> None:
    """A sample was certified, not the production."""
    case.listing()["scheme"]["type"] = "1a"


@fault("lot-not-covered", weight=2)
def other_lot(case: Case) -> None:
    """A lot is offered that the certificate does not name."""
    product = case.products[0]
    product |= {"type": "batch", "lots": [{"id": "L2026-07", "produced": "2026-07-14"}]}
    for row in case.certificates:
        if row["id"] == f"listing-{product['id']}":
            row["scheme"] |= {"type": "1b"}
            row["covers"]["lots"] = ["L2026-02"]


@fault("site-missing", weight=2)
def made_nowhere(case: Case) -> None:
    """Nobody says where the products are made."""
    for product in case.products:
        product.pop("produced_at", None)


@fault("applicability-unknown")
def of_no_category(case: Case) -> None:
    """Nobody says what the products are, and something else is wrong."""
    for product in case.products:
        product.pop("categories", None)
    case.needed().pop("status", None)


@fault("no-object")
def no_products(case: Case) -> None:
    """The manifest names no products."""
    case.products.clear()


@fault("lots-only")
def series_under_lots(case: Case) -> None:
    """A series is offered under a certificate for single lots: where the scheme matters it fails, elsewhere a note."""
    product = case.products[0]
    product |= {"lots": [{"id": "L2026-02", "produced": "2026-02-11"}]}
    for row in case.certificates:
        if row["id"] == f"listing-{product['id']}":
            row["scheme"] = {"type": "1b"}
            row["covers"]["lots"] = ["L2026-02"]
