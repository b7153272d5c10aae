# cell: predict-guesses
# grade: test-predict
# outcome: refused
# hint: write your own choice

guess_growth, guess_equal, guess_reports = 1.02, "the same", 4
