# cell: predict-guesses
# grade: test-predict
# outcome: refused
# hint: without quotation marks

guess_growth, guess_equal, guess_reports = "1.02", "more", 4
