# Dates, and what a certificate's events say on the date. Events after the date do not exist yet.
package lib

import rego.v1

day_number(day) := time.parse_rfc3339_ns(sprintf("%sT00:00:00Z", [day])) / 86400000000000

tomorrow := next_day(today)

next_day(day) := substring(time.format((day_number(day) + 1) * 86400000000000), 0, 10)

# The number in a part of a day; Rego reads no leading zeros.
piece(day, start, length) := to_number(trim_left(substring(day, start, length), "0"))

last_of_month(year, month) := 30 if month in {4, 6, 9, 11}

else := 31 if month != 2

else := 29 if {
	year % 4 == 0
	year % 100 != 0
} else := 29 if year % 400 == 0

else := 28

# Months later; month ends clamp.
add_months(day, months) := sprintf("%04d-%02d-%02d", [year, month, min([piece(day, 8, 2), last_of_month(year, month)])]) if {
	total := ((piece(day, 0, 4) * 12) + piece(day, 5, 2) - 1) + months
	year := floor(total / 12)
	month := (total % 12) + 1
}

dated(c, types) := [e | some e in object.get(c, "events", []); e.date <= today; e.type in types]

latest(events) := max({e.date | some e in events})

# Tables by certificate are rules and not functions, so that each is computed once.
decisions_of[c.id] := dated(c, {"decision", "recertification"}) if some c in certificates

# The newest grant: a decision or recertification, or the day of issue; else the first day in force.
granted(c) := granted_of[c.id]

granted_of[c.id] := newest_grant(c) if some c in certificates

newest_grant(c) := max(days) if {
	days := {e.date | some e in decisions_of[c.id]} | {d | d := c.issued; d != null}
	count(days) > 0
} else := stated(c, "effective")

# The recorded decision, or null.
decided(c) := decided_of[c.id]

decided_of[c.id] := last_decision(c) if some c in certificates

last_decision(c) := latest(decisions_of[c.id]) if count(decisions_of[c.id]) > 0

else := null

# The recorded decision, else the earliest day it can have been.
decided_by(c) := decided_by_of[c.id]

decided_by_of[c.id] := decision_at_earliest(c) if some c in certificates

decision_at_earliest(c) := decided(c) if decided(c) != null

else := min(days) if {
	days := {d | some key in ["issued", "effective"]; d := c[key]; d != null}
	count(days) > 0
} else := null

begins(c) := d if {
	d := stated(c, "effective")
	d != null
} else := stated(c, "issued")

# Gate: in force, the dates.
dates(req, c) := min([begun(req, c), not_expired(req, c), no_gap(c)])

begun(req, c) := unknown(req, "not-yet-effective") if begins(c) == null

else := 0 if today < begins(c)

else := 0 if before(today, stated(c, "issued"))

else := 2

not_expired(req, c) := 0 if {
	c.expires != null
	c.expires < today
} else := 2 if {
	c.expires != null
} else := 2 if {
	req.kind == "product"
	"expires" in object.keys(c)
} else := unknown(req, "expiry-missing")

renewals(c) := [e | some e in object.get(c, "events", []); stated(e, "previous_expiry") != null]

no_gap(c) := 0 if {
	some e in renewals(c)
	e.previous_expiry < today
	today < resumed(c, e)
} else := 2

# Only the newest renewal can be the one to which `effective` belongs.
resumed(c, e) := max([e.date, object.get(c, "effective", e.date)]) if {
	e.date == latest(renewals(c))
	stated(c, "effective") != null
} else := e.date

# Gate: in force, the standing: the worse of what the events say and what the status says.
# Adverse events of one entry hold for every entry of the same certificate, and so does an adverse status.
standing(req, c, target) := 0 if {
	some twin in twins(c)
	twin.status.value in {"suspended", "withdrawn", "cancelled", "inactive"}
	object.get(twin.status, "checked", today) <= today
} else := min([by_events(req, c, target), by_status(req, c)])

adverse_types := {"suspension", "restoration", "withdrawal", "scope-reduction"}

history(c) := history_of[c.id]

history_of[c.id] := array.concat(
	dated(c, adverse_types),
	[e | some twin in twins(c); some e in dated(twin, adverse_types); e.type != "restoration"],
) if {
	some c in certificates
}

# An event that names sites, models or activities reaches what it may concern; one that names none reaches everything.
reaches(e, target) if {
	not misses(stated(e, "sites"), sites_of(target))
	not misses(stated(e, "models"), models_of(target))
}

# A reduction takes out what it names: models of a product certificate, sites of either. Where it is not known which
# sites produce, any of them may be one that was taken out.
takes_out(_, e, _) if {
	not stated(e, "sites")
	not stated(e, "models")
}

takes_out(req, e, target) if {
	req.kind == "product"
	some m in e.models
	some names in things(target)
	some name in names
	covers_model(m, name)
}

takes_out(_, e, target) if {
	stated(e, "models") == null
	target.type != "organisation"
	stated(e, "sites") != null
	not misses(e.sites, sites_of(target))
}

misses(named, own) if {
	named != null
	count(own) > 0
	count({x | some x in named} & own) == 0
}

sites_of(target) := {target.site} if target.site

else := {x | some x in object.get(target, ["product", "produced_at"], [])}

models_of(target) := {target.id} if target.type == "model"

else := {x | some x in object.get(target, ["product", "models"], [])}

# A withdrawal, and a reduction, is final.
by_events(req, c, target) := 0 if {
	some e in history(c)
	e.type == "withdrawal"
	reaches(e, target)
} else := 0 if {
	some e in history(c)
	e.type == "scope-reduction"
	takes_out(req, e, target)
} else := after_suspension(req, c, open_suspensions) if {
	open_suspensions := [e |
		some e in history(c)
		e.type == "suspension"
		reaches(e, target)
		not restored(c, e, target)
	]
	count(open_suspensions) > 0
} else := 2

# On one day the suspension counts last. A restoration has to lift all that was stopped for the object.
restored(c, e, target) if {
	some r in history(c)
	r.type == "restoration"
	r.date > e.date
	reaches(r, target)
	lifts(stated(r, "sites"), stated(e, "sites"), object.get(target, "site", null))
	lifts(stated(r, "models"), stated(e, "models"), object.get(target, "id", null))
}

lifts(named, stopped, own) if named == null

lifts(named, stopped, own) if own in named

lifts(named, stopped, own) if {
	null != stopped
	null != named
	count({x | some x in stopped} - {x | some x in named}) == 0
}

# An active status looked up after the suspension contradicts it.
after_suspension(req, c, open_suspensions) := unknown(req, "status-conflict") if {
	c.status.value == "active"
	c.status.checked <= today
	c.status.checked > latest(open_suspensions)
} else := 0

by_status(req, c) := unknown(req, "status-missing") if within(c, "status", "value") == null

else := 0 if {
	c.status.value != "active"
	object.get(c.status, "checked", today) <= today
}

else := unknown(req, "status-stale") if not fresh(req, c)

else := 2

# A look-up counts on or before the date, not before the certificate came into force, and not when it is too old.
fresh(req, c) if {
	c.status.checked <= today
	not before(c.status.checked, begins(c))
	young(req, c)
}

young(req, _) if object.get(req, "checked_within", 365) == "never"

young(req, c) if {
	limit := object.get(req, "checked_within", 365)
	is_number(limit)
	day_number(today) - day_number(c.status.checked) <= limit
}

# The current cycle of a management system (ISO/IEC 17021-1, 9.1.3): its first day, its decision, whether the first.
cycle_renewals(c) := [e |
	some e in object.get(c, "events", [])
	e.date <= today
	renews(e)
]

renews(e) if e.type == "recertification"

renews(e) if stated(e, "previous_expiry") != null

cycle(c) := cycle_of[c.id]

cycle_of[c.id] := found if {
	some c in certificates
	found := cycle_by_events(c)
}

cycle_by_events(c) := renewed_cycle(c, e) if {
	found := cycle_renewals(c)
	count(found) > 0
	some e in found
	e.date == latest(found)
} else := {"start": d, "decision": d, "initial": count(dated(c, {"decision"})) == 1} if {
	count(dated(c, {"decision"})) > 0
	d := latest(dated(c, {"decision"}))
} else := {"start": d, "decision": d, "initial": true} if {
	d := begins(c)
	d != null
}

renewed_cycle(c, e) := {"start": next_day(e.previous_expiry), "decision": d, "initial": false} if {
	d := renewal_decision(c, e)
	d <= e.previous_expiry
} else := {"start": d, "decision": d, "initial": false} if {
	d := renewal_decision(c, e)
}

renewal_decision(c, e) := max({e.date} | {x.date | some x in dated(c, {"decision"}); x.date >= e.date})

# Gate: surveillance.
audits(c, target) := [e |
	some e in dated(c, {"surveillance"})
	stated(e, "result") != "nonconforming"
	counts_for(e, target)
]

counts_for(e, _) if stated(e, "site") == null

counts_for(e, target) if e.site == target.site

counts_for(_, target) if not target.site

surveillance(req, c, target) := min([interval(req, c, target), programme(req, c, target)])

interval(req, _, _) := 2 if not req.surveillance.months

interval(req, c, target) := outcome if {
	req.surveillance.months
	outcome := in_time(req, c, [x |
		some x in array.concat([decided(c)], [e.date | some e in audits(c, target)])
		x != null
	])
}

in_time(req, c, days) := unknown(req, "audit-record-missing") if not anything_recorded(c)

else := unknown(req, "audit-record-missing") if count(days) == 0

else := 2 if today <= add_months(max(days), req.surveillance.months)

else := missed(req, c)

# A missed audit fails if anything at all is recorded of the certificate; without any record the question is open.
missed(req, c) := 0 if anything_recorded(c)

else := unknown(req, "audit-record-missing")

anything_recorded(c) if {
	some e in object.get(c, "events", [])
	e.date <= today
}

programme(req, c, target) := 2 if not req.surveillance.rule

else := unknown(req, "audit-record-missing") if not cycle(c)

else := by_programme(req, c, target, cycle(c)) if anything_recorded(c)

else := min([unknown(req, "audit-record-missing"), cycle_length(req, c, cycle(c))])

by_programme(req, c, target, now) := min([
	cycle_length(req, c, now),
	first_audit(req, c, now, days),
	each_year(req, c, now, days),
]) if {
	days := [e.date | some e in audits(c, target); e.date >= now.decision]
}

cycle_length(req, c, now) := 0 if {
	c.expires != null
	c.expires > add_months(now.start, 36)
} else := missed(req, c) if {
	today > add_months(now.start, 36)
} else := 2

first_audit(req, c, now, days) := missed(req, c) if {
	now.initial
	today > add_months(now.decision, 12)
	count(days) == 0
} else := 2

each_year(req, c, now, days) := missed(req, c) if {
	some year in numbers.range(piece(now.decision, 0, 4) + 1, piece(today, 0, 4) - 1)
	year > piece(now.decision, 0, 4)
	year < piece(today, 0, 4)
	not exempt(c, year)
	not audited_since(year, days)
} else := 2

# A late audit makes up for the year missed, from its day on.
audited_since(year, days) if {
	some day in days
	piece(day, 0, 4) >= year
}

exempt(c, year) if {
	c.expires != null
	piece(c.expires, 0, 4) == year
}

exempt(c, year) if {
	some e in dated(c, {"recertification"})
	piece(e.date, 0, 4) == year
}

# Gate: evidence.
recorded(req, c) := min([tested(req, c), audited(req, c)])

tested(req, _) := 2 if not req.testing

tested(req, c) := outcome if {
	req.testing
	reports := [e |
		some e in dated(c, {"type-test"})
		stated(e, "report") != null
		stated(e, "result") != "nonconforming"
	]
	outcome := tested_by(req, reports)
}

tested_by(req, reports) := unknown(req, "test-report-missing") if count(reports) == 0

else := any_of([laboratory(req, e) | some e in reports]) if req.testing.accredited_laboratory

else := 2

laboratory(req, e) := unknown(req, "laboratory-not-accredited") if within(e, "laboratory", "accreditation") == null

else := min([
	accreditation_standard(req, e.laboratory.accreditation, "ISO/IEC 17025", "laboratory-not-accredited"),
	laboratory_body(req, e.laboratory.accreditation),
	laboratory_term(req, e.laboratory.accreditation, e.date),
])

laboratory_body(req, a) := unknown(req, "laboratory-not-accredited") if stated(a, "body") == null

else := unknown(req, "laboratory-not-accredited") if not accreditor(a)

else := 0 if not accreditor(a).programmes["ISO/IEC 17025"]

else := 2

laboratory_term(_, a, day) := 0 if before(day, stated(a, "from"))

else := 0 if before(stated(a, "until"), day)

else := 0 if before(stated(a, "withdrawn"), next_day(day))

else := 2

audited(req, c) := 2 if not req.audits

else := 2 if "recertification" in audits_of_cycle(c)

else := 2 if {
	"stage-1" in audits_of_cycle(c)
	"stage-2" in audits_of_cycle(c)
} else := unknown(req, "audit-record-missing")

# Audits since the year before the cycle began belong to it.
audits_of_cycle(c) := {e.type |
	some e in dated(c, {"stage-1", "stage-2", "recertification"})
	add_months(e.date, 12) >= cycle(c).start
}
