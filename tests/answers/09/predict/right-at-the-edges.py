# cell: predict-guesses
# grade: test-predict
# outcome: points

guess_weight, guess_loop, guess_right = 1000, "higher", 4
