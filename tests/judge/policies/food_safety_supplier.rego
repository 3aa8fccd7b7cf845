# Policy food-safety-supplier, written again.
package policies.food_safety_supplier

import data.lib

policy := {
	"applies_to": {"categories": ["food"]},
	"requirements": {
		"food-safety-system": {
			"kind": "management-system",
			"standards": ["FSSC 22000"],
			"body": {"mra": true},
			"covers": {"sites": "producing", "activities": ["manufacture"]},
			"surveillance": {"rule": "iso-17021"},
		},
		"food-safety-product": {
			"kind": "product",
			"standards": ["BRCGS Food Safety", "SQF Food Safety", "IFS Food"],
			"mark": {"types": "any"},
			"scheme": {"types": "any"},
			"body": {"mra": true},
			"covers": {"factory": true},
		},
	},
}

judged := lib.judge(policy)

decision := lib.any_of(lib.counting(policy, judged, ["food-safety-system", "food-safety-product"]))

result := {"applies": judged.applies, "outcomes": judged.outcomes, "decision": decision}
