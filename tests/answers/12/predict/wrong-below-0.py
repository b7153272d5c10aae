# cell: predict-guesses
# grade: test-predict
# outcome: refused
# hint: any number from 0 to 100 scores

guess_growth, guess_equal, guess_reports = -1, "more", 3
