# cell: task-verdicts-code
# grade: test-verdicts
# outcome: refused
# hint: what does a closed-book model read

ash = "sends all"
birch = "sends none"
cedar = "sends only the best"
dogwood = "cuts on the right"
accuracy_like_closed_book = "Dogwood"
question_lost = "Dogwood"
