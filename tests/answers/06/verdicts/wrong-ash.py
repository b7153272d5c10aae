# cell: task-verdicts-code
# grade: test-verdicts
# outcome: refused
# hint: grow with the passages retrieved

ash = "cuts on the right"
birch = "sends none"
cedar = "sends only the best"
dogwood = "cuts on the right"
accuracy_like_closed_book = "Birch"
question_lost = "Dogwood"
