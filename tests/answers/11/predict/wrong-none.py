# cell: predict-guesses
# grade: test-predict
# outcome: refused
# hint: write your own guess

guess_line = guess_wrong = guess_shuffled = guess_nearest = None
