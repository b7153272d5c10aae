# cell: task-verdicts-code
# grade: test-verdicts
# outcome: refused
# hint: 'cut' should stand among its counts

ash = "sends all"
birch = "sends none"
cedar = "cuts on the right"
dogwood = "cuts on the right"
accuracy_like_closed_book = "Birch"
question_lost = "Dogwood"
