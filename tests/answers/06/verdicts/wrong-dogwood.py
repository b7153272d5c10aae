# cell: task-verdicts-code
# grade: test-verdicts
# outcome: refused
# hint: its longest prompts

ash = "sends all"
birch = "sends none"
cedar = "sends only the best"
dogwood = "sends all"
accuracy_like_closed_book = "Birch"
question_lost = "Dogwood"
