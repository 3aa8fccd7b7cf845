# Gate: subject. Does the certificate name this product and its owner, or this site, its operator and activities?
package lib

import rego.v1

# Legal persons.
identifier_keys := ["lei", "duns", "vat", "registration"]

party(x) := {"name": x, "ids": {}} if is_string(x)

else := {"name": stated(x, "name"), "ids": object.union({k: x[k] | some k in identifier_keys; x[k]}, object.get(x, "identifiers", {}))}

# Tables of what is asked for often; rules are computed once, functions each time.
supplier_party := party(supplier)

supplier_folded := fold(supplier.name)

holders[c.id] := party(c.holder) if {
	some c in certificates
	c.holder != null
}

# Who goes by the supplier's name carries the supplier's identifiers.
as_known(x) := supplier_party if x == null

else := {"name": p.name, "ids": object.union(supplier_party.ids, p.ids)} if {
	p := party(x)
	p.name != null
	fold(p.name) == supplier_folded
} else := party(x)

fold(text) := trim_space(regex.replace(lower(text), `\s+`, " "))

forms := {"gmbh", "inc", "llc", "ltd", "co", "ag", "bv", "corp", "limited"}

bare(text) := concat(" ", [w |
	some w in split(regex.replace(replace(fold(text), ".", ""), `[^a-z0-9]+`, " "), " ")
	w != ""
	not w in forms
])

same(a, b) := same_ids(a, b, shared) if {
	shared := {k | some k, _ in a.ids; b.ids[k]}
	count(shared) > 0
} else := 1 if null in {a.name, b.name}

else := 2 if a.name == b.name

else := 2 if fold(a.name) == fold(b.name)

else := 1 if bare(a.name) == bare(b.name)

else := 0

same_ids(a, b, shared) := 0 if {
	some k in shared
	lower(a.ids[k]) != lower(b.ids[k])
} else := 2

unsure(req, outcome, code) := unknown(req, code) if outcome == 1

else := outcome

subject(req, c, target) := product_subject(req, c, target) if req.kind == "product"

else := system_subject(req, c, target)

# Products.
product_subject(req, c, target) := min([
	product_holder(req, c, as_known(stated(target.product, "brand_owner"))),
	named(req, c, target),
	named_lot(req, c, target),
	scheme(req, c, target),
	mark(req, c),
	mark_market(req, c),
	factory(req, c, target),
])

product_holder(req, c, owner) := held(req, c, any_of(persons(c, owner)))

held(req, c, found) := 2 if found == 2

else := unknown(req, "holder-missing") if not holders[c.id]

else := unsure(req, found, "holder-mismatch")

persons(c, owner) := array.concat(
	[same(holders[c.id], owner) | holders[c.id]],
	[same(party(l), owner) | some l in object.get(c, ["covers", "listees"], [])],
)

# A model, every model of the lot, or the service or process by its id or name.
named(req, c, target) := unknown(req, "model-not-covered") if count(things(target)) == 0

else := unknown(req, "model-not-covered") if within(c, "covers", "models") == null

else := 0 if {
	some names in things(target)
	not names_one(req, c.covers.models, names)
} else := 2

things(target) := [{target.id}] if target.type == "model"

else := [{model} | some model in object.get(target.product, "models", [])] if target.type == "lot"

else := [{target.product.id, object.get(target.product, "name", target.product.id)}]

names_one(req, models, names) if {
	some m in models
	some name in names
	names_model(req, m, name)
}

# An empty list of lots on a certificate that is not for lots (not of type 1b) says no more than none.
named_lot(req, c, target) := 2 if target.type != "lot"

else := unknown(req, "lot-not-covered") if {
	within(c, "covers", "lots") == []
	not for_lots(req, c)
}

else := listed_or_open(req, within(c, "covers", "lots"), target.id, "lot-not-covered")

names_model(_, m, model) if m == model

names_model(req, m, model) if {
	object.get(req, ["covers", "patterns"], true)
	covers_model(m, model)
}

covers_model(m, model) if m == model

covers_model(m, model) if {
	contains(m, "*")
	indexof(m, "*") >= 3
	regex.match(concat("", ["^", replace(replace(m, ".", `\.`), "*", "[A-Z0-9./-]+"), "$"]), model)
}

# Whether a list that the certificate states names something; a list that is not stated leaves it open.
listed_or_open(req, xs, x, code) := unknown(req, code) if xs == null

else := 2 if x in xs

else := 0

for_lots(req, c) if {
	within(c, "scheme", "type") == "1b"
	object.get(req, ["scheme", "types"], null) != "any"
}

# Scheme type (ISO/IEC 17067).
scheme(req, c, target) := 2 if object.get(req, ["scheme", "types"], null) == "any"

else := unknown(req, "type-only") if within(c, "scheme", "type") == null

else := 0 if not scheme_accepted(object.get(req, ["scheme", "types"], null), c.scheme.type)

else := lots(req, c, target) if c.scheme.type == "1b"

else := 2

scheme_accepted("any", _) := true

scheme_accepted(null, type) if type != "1a"

scheme_accepted(types, type) if {
	is_array(types)
	type in types
}

# Type 1b certifies lots: every stated lot of the product has to be named, as a lot that is judged always has.
lots(req, c, target) := 2 if target.type == "lot"

else := unknown(req, "lot-not-covered") if count(object.get(target.product, "lots", [])) == 0

else := min([listed_or_open(req, within(c, "covers", "lots"), lot.id, "lot-not-covered") | some lot in target.product.lots])

mark(req, c) := 2 if object.get(req, ["mark", "types"], null) == "any"

else := unknown(req, "component-only") if within(c, "mark", "type") == null

else := 0 if not mark_accepted(object.get(req, ["mark", "types"], null), c.mark.type)

else := 2

mark_accepted(null, type) if type != "recognized-component"

mark_accepted(types, type) if {
	is_array(types)
	type in types
}

mark_market(req, _) := 2 if not req.mark.market

mark_market(req, c) := listed_or_open(req, folded, lower(req.mark.market), "market-not-covered") if {
	req.mark.market
	folded := lowered(within(c, "mark", "markets"))
}

lowered(xs) := null if xs == null

else := [lower(x) | some x in xs]

factory(req, _, _) := 2 if not object.get(req, ["covers", "factory"], false)

factory(req, c, target) := listed_or_open(req, within(c, "covers", "factories"), target.site, "factory-not-covered") if {
	object.get(req, ["covers", "factory"], false)
}

# Management systems.
operator(target) := as_known(stated(site_of[target.site], "operator")) if target.site

else := supplier_party

system_subject(req, c, target) := min([
	system_holder(req, c, target),
	site_listed(req, c, target),
	activities_here(req, c, target),
])

asked_person(req, target) := supplier_party if object.get(req, ["covers", "holder"], "operator") == "supplier"

else := operator(target)

annex(c, site) := entry if {
	listed := within(c, "covers", "sites")
	listed != null
	some x in listed
	entry := annex_entry(x)
	entry.id == site
}

annex_entry(x) := {"id": x} if is_string(x)

else := x

# The holder, or the entity that the annex names for the site.
system_holder(req, c, target) := held(req, c, any_of(system_persons(c, target, asked_person(req, target))))

system_persons(c, target, asked) := array.concat(
	[same(holders[c.id], asked) | holders[c.id]],
	[same(party(annex(c, target.site).entity), asked) | annex(c, target.site).entity != null],
)

site_listed(req, c, target) := 2 if target.type == "organisation"

else := unknown(req, "site-not-covered") if within(c, "covers", "sites") == null

else := 2 if annex(c, target.site)

else := 0

# The activities in scope at a site: its annex list, else the certificate's; null where neither is stated.
scope_at(c, site) := found if {
	found := annex(c, site).activities
	found != null
} else := within(c, "covers", "activities")

performs(activity, site) if stated(site_of[site], "activities") == null

performs(activity, site) if activity in site_of[site].activities

# What a site performs is asked of that site; what it does not, of any site. A site that does not say what it does is
# asked everything, but nothing then fails.
activities_here(req, c, target) := min({2} | {outcome |
	some a in object.get(req, ["covers", "activities"], [])
	asked_here(a, target)
	outcome := activity_here(req, c, a, target)
})

asked_here(a, target) if {
	target.type == "site"
	performs(a, target.site)
}

activity_here(req, c, a, target) := max([outcome, unknown(req, "activity-not-covered")]) if {
	stated(site_of[target.site], "activities") == null
	outcome := in_scope_at(req, c, a, target.site)
} else := in_scope_at(req, c, a, target.site)

in_scope_at(req, c, a, site) := listed_or_open(req, scope_at(c, site), a, "activity-not-covered")

# Whether an activity is in the scope of this certificate at any of its sites, or for the organisation as a whole.
in_scope_anywhere(req, c, a, target) := any_of([in_scope_at(req, c, a, site) | some site in scope_places(c, target)])

scope_places(c, target) := array.concat(
	[site | some site in annex_sites(c); site_of[site]],
	[null | as_a_whole(c, target)],
)

as_a_whole(_, target) if target.type == "organisation"

as_a_whole(c, _) if within(c, "covers", "sites") == null

annex_sites(c) := [annex_entry(x).id | some x in found] if {
	found := within(c, "covers", "sites")
	found != null
} else := []

activities_elsewhere(req, c, target, elsewhere) := min({2} | {outcome |
	some a, e in elsewhere
	not asked_here(a, target)
	outcome := max([e, in_scope_anywhere(req, c, a, target)])
})

covered_somewhere(req, base, a) := any_of([outcome |
	some site in sites
	a in object.get(site, "activities", [])
	some i, c in certificates
	a in object.get({"x": scope_at(c, site.id)}, "x", [])
	outcome := alone({}, req, base, {"type": "site", "site": site.id, "known": true}, i)
])
