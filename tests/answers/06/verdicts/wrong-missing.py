# cell: task-verdicts-code
# grade: test-verdicts
# outcome: refused
# hint: copy one of the options

ash = birch = cedar = dogwood = accuracy_like_closed_book = question_lost = None
