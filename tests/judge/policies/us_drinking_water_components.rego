# Policy us-drinking-water-components, written again.
package policies.us_drinking_water_components

import data.lib

policy := {
	"applies_to": {"categories": ["drinking-water-component"], "markets": ["US"]},
	"requirements": {
		"health-effects": {
			"kind": "product",
			"standards": ["NSF/ANSI/CAN 61"],
			"mark": {"types": ["listed"]},
			"scheme": {"types": ["3", "4", "5"]},
			"body": {"by": ["ANAB", "IAS", "SCC"], "mra": true},
			"covers": {"factory": true},
			"surveillance": {"months": 12},
			"testing": {"accredited_laboratory": true},
		},
		"lead-content": {
			"kind": "product",
			"standards": ["NSF/ANSI/CAN 372"],
			"mark": {"types": ["listed"]},
			"scheme": {"types": ["3", "4", "5"]},
			"body": {"by": ["ANAB", "IAS", "SCC"], "mra": true},
			"covers": {"factory": true},
			"surveillance": {"months": 12},
		},
	},
}

judged := lib.judge(policy)

decision := lib.all_of(lib.counting(policy, judged, ["health-effects", "lead-content"]))

result := {"applies": judged.applies, "outcomes": judged.outcomes, "decision": decision}
