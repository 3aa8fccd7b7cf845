# Policy us-medical-electrical, written again.
package policies.us_medical_electrical

import data.lib

policy := {
	"applies_to": {"categories": ["medical-electrical"], "markets": ["US"]},
	"requirements": {
		"listed-product": {
			"kind": "product",
			"standards": ["ANSI/AAMI ES60601-1"],
			"mark": {"types": ["listed"], "market": "US"},
			"scheme": {"types": ["3", "4", "5"]},
			"body": {"recognised_by": "osha-nrtl"},
			"covers": {"factory": true},
			"surveillance": {"months": 12},
			"testing": {"accredited_laboratory": true},
			"checked_within": 90,
		},
		"quality-system": {
			"kind": "management-system",
			"standards": ["ISO 13485"],
			"body": {"mra": true},
			"covers": {"sites": "producing", "activities": ["design", "manufacture"]},
			"surveillance": {"rule": "iso-17021"},
			"audits": true,
			"checked_within": 90,
		},
	},
}

judged := lib.judge(policy)

decision := lib.all_of(lib.counting(policy, judged, ["listed-product", "quality-system"]))

result := {"applies": judged.applies, "outcomes": judged.outcomes, "decision": decision}
