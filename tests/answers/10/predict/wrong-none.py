# cell: predict-guesses
# grade: test-predict
# outcome: refused
# hint: write your own guess

guess_rank = guess_memory = guess_falls = None
