# cell: task-verdicts-code
# grade: test-verdicts
# outcome: refused
# hint: beyond the bare question

ash = "sends all"
birch = "sends only the best"
cedar = "sends only the best"
dogwood = "cuts on the right"
accuracy_like_closed_book = "Birch"
question_lost = "Dogwood"
