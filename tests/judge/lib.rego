# A second judge of certificates, written in Rego from the design document, sections 4 to 7, so that a mistake in the
# program is not repeated here. `input` holds `manifest` and `as_of`, `data` the reference data (data.py). A policy
# module states its requirements as an object, calls `judge`, and combines the outcomes by its decision.
#
# Outcomes are numbers: 0 fail, 1 undetermined, 2 pass; so "all" is the least of them and "any" the greatest.
#
# Where the design leaves a question open, the program was asked, and this is how it answers:
# - kind: an unknown standard leaves the kind open only if the entry declares the right one; a declared kind that is not
#   the catalogue's fails
# - edition: granted is the newest of decision, recertification and issue, else effective; an edition the catalogue
#   does not list fails where its list is complete, else it is open
# - subject: mark and scheme type not stated are open unless the policy says `any`; `any` asks for no lots of type 1b
#   either; a lot needs every model of the product covered; a service is judged by its models where it states some, else
#   by its id or name; an empty list of lots means nothing on a certificate that is not for lots; a site that does not
#   state its activities is asked all, but does not fail; a reduction of scope takes out the models or sites it names
# - body: not naming the body is open, on top of what its accreditations show, and no policy accepts it; id and name of
#   two bodies fail; a decision that is not recorded is taken as the earlier of issued and effective, and then proves
#   nothing against the accreditation; entries of one accreditation body and standard share a withdrawal
# - in force: not before the day of issue; a withdrawal is final; on one day the adverse event counts last; an adverse
#   status of one entry counts for all entries of the certificate; a look-up before the first day in force is stale
# - one truth: which facts have to agree, which entries follow each other, which may be one without a number
# - change: a change older than the evaluation is open where no revision is named; else it has to be re-evaluated
# - evidence: audits from a year before the cycle on belong to it
# - surveillance: nothing recorded at all is open, whether or not anything was due
package lib

import rego.v1

manifest := input.manifest

today := input.as_of

certificates := manifest.certificates

supplier := manifest.supplier

sites := object.get(supplier, "sites", [])

site_of[id] := site if {
	some site in sites
	id := site.id
}

all_of(xs) := 1 if count(xs) == 0

all_of(xs) := min(xs) if count(xs) > 0

any_of(xs) := 0 if count(xs) == 0

any_of(xs) := max(xs) if count(xs) > 0

at_least(n, xs) := 2 if count([x | some x in xs; x == 2]) >= n

else := 1 if count([x | some x in xs; x > 0]) >= n

else := 0

# What is not known: undetermined, unless the requirement accepts this code as unknown.
unknown(req, code) := 2 if code in object.get(req, "accept_unknown", [])

else := 1

stated(thing, key) := object.get(thing, key, null)

# Something stated inside something stated, or null.
within(thing, outer, inner) := stated(part, inner) if {
	part := stated(thing, outer)
	part != null
} else := null

# Judging a policy: the outcome of every requirement, and the verdict. `decide` has to be asked by the policy module,
# because Rego has no functions as values.

judge(policy) := {"applies": false, "outcomes": {}} if scope(policy) == null

else := {"applies": true, "outcomes": {id: outcome |
	applicable := scope(policy)
	some id, req in policy.requirements
	outcome := requirement(policy, req, applicable)
}}

# The outcomes that count towards the decision: of the named requirements, those that are mandatory and in effect.
counting(policy, judged, ids) := [judged.outcomes[id] | some id in ids; counts(policy.requirements[id])]

counts(req) if {
	object.get(req, "enforcement", "mandatory") == "mandatory"
	object.get(req, ["effective", "from"], "0000-00-00") <= today
	today <= object.get(req, ["effective", "until"], "9999-99-99")
}

# Applicability has three values: a product out, in, or perhaps in (`known` false).
scope(policy) := {"products": [], "known": count(applies) == 0} if {
	count(object.get(manifest, "products", [])) == 0
	applies := object.get(policy, "applies_to", {})
} else := {"products": rows, "known": true in {row.known | some row in rows}} if {
	rows := [{"product": product, "known": answer == 2} |
		some product in manifest.products
		answer := applies(policy, product)
		answer > 0
	]
	count(rows) > 0
} else := null

applies(policy, product) := min({2} | {answer |
	some key, wanted in object.get(policy, "applies_to", {})
	answer := matches(wanted, asked_of(product, key))
})

# A product's type is never unknown: series where none is stated.
asked_of(product, "types") := [object.get(product, "type", "series")]

asked_of(product, key) := object.get(product, key, []) if key != "types"

matches(wanted, listed) := 1 if count(listed) == 0

else := 2 if count({lower(x) | some x in wanted} & {lower(x) | some x in listed}) > 0

else := 0

# A requirement is all of its objects; an object its best candidate.
requirement(policy, req, applicable) := all_of([outcome |
	base := [general(req, c) | some c in certificates]
	objects := targets(req, applicable)
	elsewhere := {a: e |
		some a in object.get(req, ["covers", "activities"], [])
		asked_elsewhere(a, objects)
		e := covered_somewhere(req, base, a)
	}
	some target in objects
	outcome := object_outcome(policy, req, base, elsewhere, target)
])

asked_elsewhere(a, objects) if {
	some target in objects
	not target.missing
	not asked_here(a, target)
}

object_outcome(policy, req, base, elsewhere, target) := clouded(outcome, target) if {
	not target.missing
	outcome := any_of([candidate(policy, req, base, elsewhere, target, i) | some i, _ in certificates])
} else := 1

# Where it is open whether the policy applies, a pass stands and anything else is undetermined.
clouded(outcome, target) := outcome if target.known

else := 2 if outcome == 2

else := 1

targets(req, applicable) := product_targets(req, applicable) if req.kind == "product"

else := [{"type": "organisation", "known": applicable.known}] if object.get(req, ["covers", "sites"], "") == "organisation"

else := all_sites(applicable) if object.get(req, ["covers", "sites"], "") == "all"

else := producing_sites(applicable)

product_targets(req, applicable) := [{"missing": true, "known": false}] if count(applicable.products) == 0

else := [target |
	some row in applicable.products
	some part in parts(row.product)
	some place in places(req, row.product)
	target := object.union_n([{"known": row.known, "product": row.product}, part, place])
]

# A service or process that states models is judged by them.
parts(product) := [{"type": "product", "id": product.id}] if {
	object.get(product, "type", "series") in {"service", "process"}
	count(object.get(product, "models", [])) == 0
}

else := or_missing([{"type": "lot", "id": lot.id} | some lot in object.get(product, "lots", [])]) if {
	object.get(product, "type", "series") == "batch"
} else := or_missing([{"type": "model", "id": model} | some model in object.get(product, "models", [])])

places(req, product) := [{}] if not object.get(req, ["covers", "factory"], false)

else := or_missing([{"site": id} | some id in object.get(product, "produced_at", [])])

or_missing(found) := found if count(found) > 0

else := [{"missing": true}]

all_sites(applicable) := or_missing([{"type": "site", "site": site.id, "known": applicable.known} | some site in sites])

producing_sites(applicable) := [{"missing": true}] if count(applicable.products) == 0

else := array.concat(
	[{"missing": true} |
		some row in applicable.products
		count(object.get(row.product, "produced_at", [])) == 0
	],
	[target |
		some site in sites
		knowns := [row.known | some row in applicable.products; site.id in object.get(row.product, "produced_at", [])]
		count(knowns) > 0
		target := {"type": "site", "site": site.id, "known": true in knowns}
	],
)

# A candidate is all of its gates. `general` is what does not depend on the object; the wrong kind ends it there.
general(req, c) := 0 if kind(req, c) == 0

else := 0 if is_accepted(req, c) == 0

else := min([kind(req, c), body(req, c), dates(req, c), contradictions(req, c), recorded(req, c), system_change(req, c)])

candidate(policy, req, base, elsewhere, target, i) := 0 if base[i] == 0

else := min([alone(policy, req, base, target, i), activities_elsewhere(req, certificates[i], target, elsewhere)])

alone(policy, req, base, target, i) := 0 if base[i] == 0

else := min([
	base[i],
	edition(req, c, markets(policy, req, target)),
	subject(req, c, target),
	standing(req, c, target),
	design_change(req, c, target),
	surveillance(req, c, target),
]) if {
	c := certificates[i]
}

# Gate: kind, by the catalogue; what the manifest declares has to agree.
designation(c) := designations_of[c.id]

designations_of[c.id] := known_designation(c) if some c in certificates

known_designation(c) := found if {
	found := data.designations[c.standard]
} else := null

kind(req, c) := outcome if {
	designation(c) == null
	outcome := kind_of_unknown(req, c)
} else := 0 if data.standards[designation(c).standard].kind != req.kind

else := 0 if c.kind != req.kind

else := 2

kind_of_unknown(req, c) := unknown(req, "standard-unknown") if c.kind == req.kind

else := 0

# Gates: attestation and standard.
is_accepted(req, c) := 0 if not object.get(c, "attestation", "certification") in object.get(req, "attestation", ["certification"])

else := 2 if designation(c) == null

else := 0 if not designation(c).standard in req.standards

else := 2

# Gate: edition, on the date and in the markets concerned. `null` stands for every market there is.
markets(_, req, _) := ["world"] if req.kind == "management-system"

markets(policy, req, target) := found if {
	req.kind == "product"
	wanted := object.get(policy, ["applies_to", "markets"], null)
	found := markets_of(wanted, object.get(target, ["product", "markets"], []))
}

markets_of(wanted, listed) := listed if {
	wanted == null
	count(listed) > 0
} else := wanted if count(listed) == 0

else := [m | some m in listed; lower(m) in {lower(w) | some w in wanted}]

edition_label(c) := found if {
	found := designation(c).edition
	found != null
} else := stated(c, "edition")

edition(req, c, where) := 2 if object.get(req, "edition", "current") == "any"

else := 1 if designation(c) == null

else := unknown(req, "edition-missing") if edition_label(c) == null

else := accepted_edition(req, c, edition_label(c), where)

accepted_edition(req, _, label, _) := listed_in(label, req.edition) if is_array(req.edition)

accepted_edition(req, _, label, _) := from_year(label, req.edition.from) if is_object(req.edition)

accepted_edition(req, c, label, where) := current(req, c, label, where) if object.get(req, "edition", "current") == "current"

listed_in(x, xs) := 2 if x in xs

else := 0

from_year(label, year) := 2 if to_number(label) >= year

else := 0

current(req, c, label, where) := current_edition(c, row, where) if {
	row := data.standards[designation(c).standard].editions[label]
} else := 0 if data.standards[designation(c).standard].complete

else := unknown(req, "edition-not-accepted")

current_edition(c, row, where) := 0 if before(granted(c), row.published)

else := 0 if {
	some t in row.transitions
	concerns_market(t.market, where)
	over(c, t)
} else := 2

over(_, t) if t.end < today

over(c, t) if before(t.last_new_issue, granted(c))

concerns_market("world", _) := true

concerns_market(_, null) := true

concerns_market(market, where) if {
	where != null
	some m in where
	lower(m) == lower(market)
}
