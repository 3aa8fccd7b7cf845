# The policy `single` in Rego. Candidates are the certificates of the right kind to an accepted standard; `against` has
# the reasons against each of them, by its place in the manifest; `uncovered` those that depend on the product.
package single

import rego.v1

tables := data.tables

rows := input.certificates

result := {"passes": passes, "against": against, "uncovered": uncovered, "listings": listings, "systems": systems}

default passes := false

passes if {
	some number in systems
	not number in marked
	count(models) > 0
	every pair in models { listed(pair) }
}

models := [[place, model] | some place, product in input.products; some model in product.models]

listed(pair) if {
	some number in listings
	not number in marked
	not [pair[0], pair[1], number] in bare
}

marked contains number if some [number, _] in against

listings contains number if {
	some number, row in rows
	row.kind == "product"
	tables.listings[row.standard]
}

systems contains number if {
	some number, row in rows
	row.kind == "management-system"
	tables.systems[row.standard]
}

candidates := listings | systems

# Of either kind: term, standing, holder, and what else is said of the same certificate.

against contains [number, "not-yet-effective"] if {
	some number in candidates
	max([rows[number].effective, rows[number].issued]) > tables.as_of
}

against contains [number, "expired"] if {
	some number in candidates
	rows[number].expires != null
	rows[number].expires < tables.as_of
}

against contains [number, "status-missing"] if {
	some number in candidates
	not rows[number].status
}

against contains [number, rows[number].status.value] if {
	some number in candidates
	rows[number].status.value != "active"
}

against contains [number, "status-stale"] if {
	some number in candidates
	rows[number].status.value == "active"
	rows[number].status.checked < tables.fresh_from
}

against contains [number, "adverse-event"] if {
	some number in candidates
	some event in rows[number].events
	event.type in {"suspension", "withdrawal"}
}

against contains [number, "certificate-contradicted"] if {
	some number in candidates
	some other in rows
	other.number == rows[number].number
	other.standard == rows[number].standard
	other.body == rows[number].body
	other.expires != rows[number].expires
}

against contains [number, "holder-mismatch"] if {
	some number in candidates
	not rows[number].holder.name == input.supplier.name
}

# Listings: attestation, mark, scheme, laboratory.

against contains [number, "not-certification"] if {
	some number in listings
	rows[number].attestation != "certification"
}

against contains [number, "component-only"] if {
	some number in listings
	not rows[number].mark.type == "listed"
}

against contains [number, "type-only"] if {
	some number in listings
	object.get(rows[number], ["scheme", "type"], "1a") == "1a"
}

against contains [number, "body-not-recognised"] if {
	some number in listings
	not recognised(rows[number].body)
}

recognised(body) if body.name in tables.laboratories[body.id].names

against contains [number, "recognition-out-of-scope"] if {
	some number in listings
	laboratory := tables.laboratories[rows[number].body.id]
	not tables.listings[rows[number].standard] in laboratory.scope
}

# Systems: a term, an accreditation in force at the decision and today, no change without an audit.

against contains [number, "expiry-missing"] if {
	some number in systems
	rows[number].expires == null
}

against contains [number, "body-not-accredited"] if {
	some number in systems
	not accredited(rows[number])
}

accredited(row) if {
	granted := max([event.date | some event in row.events; event.type in {"decision", "recertification"}])
	some entry in row.accreditations
	entry.standard == "ISO/IEC 17021-1"
	entry.body in tables.accreditors
	"ISO 9001" in entry.scope
	entry.from <= granted
	tables.as_of <= entry.until
}

against contains [number, "organisation-change-not-assessed"] if {
	some number in systems
	some event in rows[number].events
	event.type == "organisation-change"
}

# Of a listing and a model of a product.

bare contains [place, model, number] if some [place, model, number, _] in uncovered

uncovered contains [place, model, number, "model-not-covered"] if {
	some [place, model] in models
	some number in listings
	not covers(object.get(rows[number], ["covers", "models"], []), model)
}

covers(names, model) if model in names

covers(names, model) if {
	some name in names
	endswith(name, "-*")
	count(name) > 4
	startswith(model, trim_suffix(name, "*"))
}

uncovered contains [place, model, number, "lot-not-covered"] if {
	some number in listings
	rows[number].scheme.type == "1b"
	some [place, model] in models
	not lots_covered(input.products[place], rows[number])
}

lots_covered(product, row) if {
	count(product.lots) > 0
	every lot in product.lots { lot.id in row.covers.lots }
}

uncovered contains [place, model, number, "design-change-not-evaluated"] if {
	some place, product in input.products
	some change in product.design_changes
	change.significant
	some number in listings
	change.date > max([event.date | some event in rows[number].events; event.type == "decision"])
	some model in product.models
}
