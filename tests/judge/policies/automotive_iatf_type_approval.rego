# Policy automotive-iatf-type-approval, written again.
package policies.automotive_iatf_type_approval

import data.lib

policy := {
	"applies_to": {"categories": ["vehicle-lamp", "traction-battery"], "markets": ["EU"]},
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
			"standards": ["Regulation (EU) 2018/858", "UN R100", "UN R148", "UN R149"],
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
