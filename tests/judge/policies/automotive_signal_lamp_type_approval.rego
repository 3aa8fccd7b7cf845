# Policy automotive-signal-lamp-type-approval, written again.
package policies.automotive_signal_lamp_type_approval

import data.lib

policy := {
	"applies_to": {"categories": ["vehicle-signal-lamp"], "markets": ["EU"]},
	"requirements": {
		"automotive-quality-system": {
			"kind": "management-system",
			"standards": ["IATF 16949"],
			"body": {"mra": true},
			"covers": {"sites": "producing", "activities": ["manufacture"]},
			"surveillance": {"months": 12},
			"audits": true,
			"checked_within": 180,
		},
		"type-approval": {
			"kind": "product",
			"standards": ["UN R148"],
			"edition": "any",
			"mark": {"types": "any"},
			"scheme": {"types": "any"},
			"body": {},
			"accept_unknown": ["body-not-accredited"],
		},
	},
}

judged := lib.judge(policy)

decision := lib.all_of(lib.counting(policy, judged, ["automotive-quality-system", "type-approval"]))

result := {"applies": judged.applies, "outcomes": judged.outcomes, "decision": decision}
