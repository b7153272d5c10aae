# cell: predict-guesses
# grade: test-predict
# outcome: points

guess_line, guess_wrong, guess_shuffled, guess_nearest = 100, 0, 100, 0
