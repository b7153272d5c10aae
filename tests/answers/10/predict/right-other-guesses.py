# cell: predict-guesses
# grade: test-predict
# outcome: points

guess_rank, guess_memory, guess_falls = np.int64(60), 44.5, 5
