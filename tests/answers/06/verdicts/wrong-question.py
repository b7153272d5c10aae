# cell: task-verdicts-code
# grade: test-verdicts
# outcome: refused
# hint: who loses what stands last

ash = "sends all"
birch = "sends none"
cedar = "sends only the best"
dogwood = "cuts on the right"
accuracy_like_closed_book = "Birch"
question_lost = "Birch"
