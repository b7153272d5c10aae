# cell: predict-guesses
# grade: test-predict
# outcome: refused
# hint: without quotation marks

guess_weight, guess_loop, guess_right = "25", "lower", 2
