# cell: predict-guesses
# grade: test-predict
# outcome: refused
# hint: write your own guess

guess_weight = guess_loop = guess_right = None
