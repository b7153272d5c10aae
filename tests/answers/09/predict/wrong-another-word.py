# cell: predict-guesses
# grade: test-predict
# outcome: refused
# hint: any of these scores

guess_weight, guess_loop, guess_right = 25, "equal", 2
