# Policy environment-and-ohs, written again.
package policies.environment_and_ohs

import data.lib

policy := {
	"applies_to": {"categories": ["chemicals", "metal-products", "textiles", "construction-works", "waste-services"]},
	"requirements": {id: requirement |
		some id, standard in {"environmental-system": "ISO 14001", "safety-system": "ISO 45001"}
		requirement := {
			"kind": "management-system",
			"standards": [standard],
			"body": {"mra": true},
			"covers": {"sites": "producing"},
			"surveillance": {"rule": "iso-17021"},
		}
	},
}

judged := lib.judge(policy)

decision := lib.all_of(lib.counting(policy, judged, ["environmental-system", "safety-system"]))

result := {"applies": judged.applies, "outcomes": judged.outcomes, "decision": decision}
