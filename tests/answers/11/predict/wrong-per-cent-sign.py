# cell: predict-guesses
# grade: test-predict
# outcome: refused
# hint: without quotation marks

guess_line = "50 %"
guess_wrong, guess_shuffled, guess_nearest = 28, 45, 60
