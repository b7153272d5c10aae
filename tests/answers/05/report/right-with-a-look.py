# cell: task-report-code
# grade: test-report
# outcome: points

print(difference("2 windows of 120", "3 windows of 40", "whole"))
verdict_document = "refuted"
verdict_sentences = "holds"
verdict_headings = "cannot tell"
verdict_long = "unfair"
