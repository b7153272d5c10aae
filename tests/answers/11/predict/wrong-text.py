# cell: predict-guesses
# grade: test-predict
# outcome: refused
# hint: without quotation marks

guess_line, guess_wrong, guess_shuffled, guess_nearest = 8, "28", 45, 60
