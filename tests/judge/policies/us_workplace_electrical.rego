# Policy us-workplace-electrical, written again.
package policies.us_workplace_electrical

import data.lib

policy := {
	"applies_to": {
		"categories": [
			"electrical-equipment", "ict-equipment", "laboratory-equipment",
			"industrial-control-panel", "electrical-appliance", "workplace-luminaire",
		],
		"markets": ["US"],
	},
	"requirements": {"nrtl-listing": {
		"kind": "product",
		"standards": [
			"UL 62368-1", "UL 60950-1", "UL 61010-1", "UL 61010-2-201", "UL 508", "UL 508A",
			"UL 60335-1", "UL 60335-2-40", "UL 1598", "UL 8750", "UL 1741",
		],
		"mark": {"types": ["listed"], "market": "US"},
		"scheme": {"types": ["3", "4", "5"]},
		"body": {"recognised_by": "osha-nrtl"},
		"covers": {"factory": true},
		"surveillance": {"months": 12},
	}},
}

judged := lib.judge(policy)

decision := lib.all_of(lib.counting(policy, judged, ["nrtl-listing"]))

result := {"applies": judged.applies, "outcomes": judged.outcomes, "decision": decision}
