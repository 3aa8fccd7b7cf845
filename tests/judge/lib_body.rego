# Gates: body (accredited or recognised), contradictions between entries, and change.
package lib

import rego.v1

# A body that is not named is not known, and no policy accepts that: it would let the supplier hide who certified.
body(req, c) := 0 if body_conflict(c)

else := recognised(req, c, req.body.recognised_by) if req.body.recognised_by

else := accredited(req, c)

# The row of the id and the row of the name have to be one.
row_by_id(c) := row if {
	row := data.bodies_by_id[c.body.id]
} else := null

row_by_name(c) := row if {
	row := data.bodies_by_name[regex.replace(lower(c.body.name), `[^a-z0-9]+`, "")]
} else := null

body_conflict(c) if {
	within(c, "body", "id") != null
	within(c, "body", "name") != null
	row_by_id(c) != row_by_name(c)
}

body_row(c) := body_rows[c.id]

# Tables by certificate are rules and not functions, so that they are computed once.
body_rows[c.id] := row_of(c) if some c in certificates

row_of(c) := row_by_id(c) if row_by_id(c) != null

else := row_by_name(c)

body_stated(c) if within(c, "body", "id") != null

body_stated(c) if within(c, "body", "name") != null

recognised(req, c, list) := 1 if not body_stated(c)

else := 0 if not data.recognition[list][body_row(c)]

else := unknown(req, "recognition-out-of-scope") if designation(c) == null

else := unknown(req, "recognition-out-of-scope") if data.recognition[list][body_row(c)].scope == null

else := 2 if designation(c).standard in data.recognition[list][body_row(c)].scope

else := 0 if data.recognition[list][body_row(c)].complete

else := unknown(req, "recognition-out-of-scope")

# One entry has to carry everything: body, standard, scope, dates.
accredited(req, c) := min([1, accredited_by_entry(req, c)]) if not body_stated(c)

else := accredited_by_entry(req, c)

accredited_by_entry(req, c) := unknown(req, "body-not-accredited") if stated(c, "accreditations") == null

else := any_of([accreditation(req, c, a) | some a in c.accreditations])

accreditation(req, c, a) := min([
	accreditation_standard(req, a, asked_accreditation(req), "accreditation-wrong-standard"),
	accreditor_accepted(req, a),
	accreditation_scope(req, c, a),
	accreditation_term(req, c, a),
])

asked_accreditation(req) := "ISO/IEC 17065" if req.kind == "product"

else := "ISO/IEC 17021-1"

accreditation_standard(req, a, asked, code) := unknown(req, code) if stated(a, "standard") == null

else := 2 if standard_of(a) == asked

else := 0

accreditor(a) := data.accreditors[lower(a.body)]

accreditor_accepted(req, a) := unknown(req, "accreditation-body-not-accepted") if stated(a, "body") == null

else := accreditor_row_accepted(req, row) if {
	row := accreditor(a)
} else := 0 if req.body.by

else := unknown(req, "accreditation-body-not-accepted")

accreditor_row_accepted(req, row) := 0 if {
	by := req.body.by
	not row.id in by
} else := runs_programme(req, object.get(row.programmes, asked_accreditation(req), null))

runs_programme(_, null) := 0

runs_programme(req, programme) := outcome if {
	programme != null
	outcome := runs(req, programme)
}

runs(req, programme) := unknown(req, "accreditation-body-not-accepted") if not programme.offered

else := 0 if today < programme.from

else := 0 if programme.until < today

else := 2 if not object.get(req.body, "mra", false)

else := 0 if not programme.mra

else := 0 if today < programme.mra.from

else := 0 if programme.mra.until < today

else := 2

accreditation_scope(req, c, a) := unknown(req, "accreditation-out-of-scope") if stated(a, "scope") == null

else := 1 if designation(c) == null

else := 2 if {
	some text in a.scope
	data.designations[text].standard == designation(c).standard
} else := 0

accreditation_term(req, c, a) := 0 if {
	some twin in c.accreditations
	one_accreditation(a, twin)
	before(stated(twin, "withdrawn"), tomorrow)
} else := 0 if before(today, stated(a, "from"))

else := outside_at_decision(req, c) if before(decided_by(c), stated(a, "from"))

else := outside_at_decision(req, c) if before(stated(a, "until"), decided_by(c))

else := unknown(req, "accreditation-not-in-force") if null in {stated(a, "from"), stated(a, "until"), decided_by(c)}

else := unknown(req, "accreditation-not-in-force") if a.until < today

else := 2

# A decision that is not recorded proves nothing against an accreditation.
outside_at_decision(req, c) := unknown(req, "accreditation-not-in-force") if decided(c) == null

else := 0

# Entries of one body to one standard, without different numbers, are one accreditation.
one_accreditation(a, b) if {
	accreditor_key(a) == accreditor_key(b)
	standard_of(a) == standard_of(b)
	not different_numbers(a, b)
}

accreditor_key(a) := accreditor(a).id if accreditor(a)

else := object.get(a, "body", "")

standard_of(a) := standard if {
	standard := data.accreditation_standards[a.standard]
} else := null

different_numbers(a, b) if a.number != b.number

before(day, other) if {
	day != null
	other != null
	day < other
}

# One certificate, one truth.
same_number(c, d) if {
	number_keys[c.id] != null
	number_keys[c.id] == number_keys[d.id]
}

number_keys[c.id] := number_key(c) if some c in certificates

number_key(c) := [body_key(c), lower(replace(c.number, " ", ""))] if stated(c, "number") != null

else := null

body_key(c) := body_row(c) if {
	body_row(c) != null
	not body_conflict(c)
} else := fold(n) if {
	n := within(c, "body", "name")
	n != null
} else := fold(n) if {
	n := within(c, "body", "id")
	n != null
} else := ""

namesakes(c) := namesakes_of[c.id]

namesakes_of[c.id] := [d | some d in certificates; d.id != c.id; same_number(c, d)] if some c in certificates

standard_key(c) := designation(c).standard if designation(c) != null

else := fold(c.standard)

twins(c) := [d | some d in namesakes(c); standard_key(c) == standard_key(d)]

contradictions(req, c) := unknown(req, "certificate-contradicted") if contradicted(c)

else := 2

contradicted(c) if {
	some d in twins(c)
	not successive(c, d)
	differ(c, d)
}

contradicted(c) if {
	some d in namesakes(c)
	same(holders[c.id], holders[d.id]) == 0
}

# An entry of the same standard that was suspended or withdrawn, and that number and body do not tell apart.
contradicted(c) if {
	some d in certificates
	d.id != c.id
	adverse_entry(d)
	may_be_one(c, d)
	not successive(c, d)
}

adverse_entry(d) if {
	d.status.value in {"suspended", "withdrawn", "cancelled", "inactive"}
	object.get(d.status, "checked", today) <= today
}

adverse_entry(d) if {
	some e in dated(d, {"suspension", "withdrawal"})
}

may_be_one(c, d) if {
	d in namesakes(c)
	designation(d) == null
	designation(c) != null
}

may_be_one(c, d) if {
	standard_key(c) == standard_key(d)
	not d in namesakes(c)
	not numbers_differ(c, d)
	not same_body(c, d) == 0
	not different_holders(c, d)
	not told_apart(c, d)
}

numbers_differ(c, d) if c.number != d.number

different_holders(c, d) if same(holders[c.id], holders[d.id]) == 0

told_apart(c, d) if {
	stated(c, "number") != null
	stated(d, "number") != null
	same_body(c, d) != 1
}

same_body(c, d) := compared(body_row(c), body_row(d)) if {
	not body_conflict(c)
	not body_conflict(d)
	null != body_row(c)
	null != body_row(d)
} else := compared(fold(c.body.name), fold(d.body.name)) if {
	body_stated(c)
	body_stated(d)
} else := compared(fold(c.body.id), fold(d.body.id)) if {
	body_stated(c)
	body_stated(d)
} else := 1

compared(a, b) := 2 if a == b

else := 0

# A certificate is effective no earlier than it was decided, unless it kept its first date through a renewal.
contradicted(c) if {
	days := {e.date | some e in c.events; e.type == "decision"}
	before(stated(c, "effective"), min(days))
	count([e | some e in c.events; keeps_first_date(c, e)]) == 0
}

keeps_first_date(c, e) if {
	c.kind == "management-system"
	e.type in {"recertification", "transfer", "restoration"}
}

# Issues of one certificate for cycles that follow each other are no rival versions.
successive(c, d) if before(stated(c, "expires"), begins(d))

successive(c, d) if before(stated(d, "expires"), begins(c))

differ(c, d) if {
	some key in ["kind", "attestation", "issued", "effective"]
	c[key] != null
	d[key] != null
	c[key] != d[key]
}

differ(c, d) if c.expires != d.expires

differ(c, d) if {
	some key in ["mark", "scheme"]
	c[key].type != d[key].type
}

differ(c, d) if {
	edition_label(c) != null
	edition_label(d) != null
	edition_label(c) != edition_label(d)
}

differ(c, d) if {
	some key in ["models", "factories", "lots", "activities", "sites", "exclusions"]
	{x | some x in c.covers[key]} != {x | some x in d.covers[key]}
	c.covers[key]
	d.covers[key]
}

differ(c, d) if c.covers.revision != d.covers.revision

# Gate: change.
design_change(req, c, target) := 2 if req.kind != "product"

else := min({2} | {outcome |
	some change in object.get(target.product, "design_changes", [])
	change.date <= today
	object.get(change, "significant", true)
	not evaluated(c, target.product, change)
	outcome := unevaluated(req, c, target.product, change)
})

# The certificate names this revision or that of a later change, or a re-evaluation since dealt with it.
evaluated(c, product, change) if {
	some later in product.design_changes
	later.date >= change.date
	later.date <= today
	later.revision == within(c, "covers", "revision")
}

evaluated(c, product, change) if {
	some e in dated(c, {"re-evaluation"})
	e.date >= change.date
	some later in product.design_changes
	later.date >= change.date
	later.date <= today
	later.revision == e.revision
}

# A change older than the evaluation may have been part of it, where the certificate names no revision of the product.
unevaluated(req, c, product, change) := unknown(req, "design-change-not-evaluated") if not "significant" in object.keys(change)

else := unknown(req, "design-change-not-evaluated") if {
	change.date <= evaluated_on(c)
	not within(c, "covers", "revision") in {x.revision | some x in product.design_changes; x.date <= today}
} else := 0

evaluated_on(c) := latest(dated(c, {"type-test"})) if count(dated(c, {"type-test"})) > 0

else := latest(dated(c, {"decision"})) if count(dated(c, {"decision"})) > 0

else := granted(c)

system_change(req, c) := 0 if {
	req.kind == "management-system"
	some entry in array.concat([c], twins(c))
	some e in dated(entry, {"organisation-change", "scope-change"})
	not assessed_after(c, e.date)
} else := 2

assessed_after(c, day) if {
	some e in dated(c, {"decision", "surveillance", "recertification", "stage-1", "stage-2", "transfer"})
	stated(e, "result") != "nonconforming"
	e.date >= day
}
