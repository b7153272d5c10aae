# cell: predict-guesses
# grade: test-predict
# outcome: points

guess_rank, guess_memory, guess_falls = 64, 100, 0
