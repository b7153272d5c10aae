# cell: predict-guesses
# grade: test-predict
# outcome: refused
# hint: write your own guess

guess_growth = guess_equal = guess_reports = None
