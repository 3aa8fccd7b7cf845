# Policy aerospace-as9100-flow-down, written again.
package policies.aerospace_as9100_flow_down

import data.lib

policy := {
	"applies_to": {"categories": ["aerospace-part"]},
	"requirements": {"aerospace-quality-system": {
		"kind": "management-system",
		"standards": ["AS9100"],
		"body": {"mra": true},
		"covers": {"sites": "producing", "activities": ["manufacture"]},
		"surveillance": {"rule": "iso-17021"},
		"audits": true,
		"checked_within": 180,
	}},
}

judged := lib.judge(policy)

decision := lib.all_of(lib.counting(policy, judged, ["aerospace-quality-system"]))

result := {"applies": judged.applies, "outcomes": judged.outcomes, "decision": decision}
