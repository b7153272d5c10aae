# cell: predict-guesses
# grade: test-predict
# outcome: refused
# hint: any number from 0 to 4 scores

guess_weight, guess_loop, guess_right = 25, "lower", 5
