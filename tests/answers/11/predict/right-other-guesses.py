# cell: predict-guesses
# grade: test-predict
# outcome: points

guess_line, guess_wrong, guess_shuffled, guess_nearest = np.int64(60), 44.5, 12, 0.5
