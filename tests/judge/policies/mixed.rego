# The tests' own policy `mixed`, written again.
package policies.mixed

import data.lib

policy := {
	"applies_to": {"types": ["series", "batch"]},
	"requirements": {
		"organisation-quality": {
			"kind": "management-system",
			"standards": ["ISO 9001"],
			"edition": {"from": 2015},
			"covers": {"sites": "organisation", "activities": ["design", "manufacture"], "holder": "supplier"},
			"body": {"by": ["DAkkS", "ANAB"]},
			"surveillance": {"rule": "iso-17021"},
		},
		"every-site-environment": {
			"kind": "management-system",
			"standards": ["ISO 14001"],
			"edition": ["2015"],
			"covers": {"sites": "all", "activities": ["manufacture", "installation"], "holder": "supplier"},
			"body": {},
			"accept_unknown": ["status-stale", "audit-record-missing"],
			"audits": true,
			"surveillance": {"months": 18},
			"checked_within": "never",
		},
		"exact-listing": {
			"kind": "product",
			"standards": ["UL 62368-1"],
			"covers": {"patterns": false},
			"scheme": {"types": ["1a", "1b", "3"]},
			"mark": {"types": ["listed", "recognized-component"]},
			"attestation": ["certification", "inspection"],
			"body": {},
			"testing": {"accredited_laboratory": false},
		},
		"batch-listing": {
			"kind": "product",
			"standards": ["UL 60950-1", "UL 62368-1"],
			"edition": "any",
			"body": {},
			"accept_unknown": ["status-missing", "holder-missing", "type-only"],
			"checked_within": 180,
		},
		"advice": {
			"kind": "management-system",
			"standards": ["ISO 45001"],
			"enforcement": "advisory",
			"body": {},
		},
		"later": {
			"kind": "management-system",
			"standards": ["ISO/IEC 27001"],
			"effective": {"from": "2026-07-01", "until": "2027-06-30"},
			"body": {},
		},
	},
}

judged := lib.judge(policy)

systems := lib.counting(policy, judged, ["organisation-quality", "every-site-environment", "later", "advice"])

listings := lib.counting(policy, judged, ["exact-listing", "batch-listing"])

decision := lib.any_of([lib.at_least(2, systems), lib.all_of(listings)])

result := {"applies": judged.applies, "outcomes": judged.outcomes, "decision": decision}
