# cell: predict-guesses
# grade: test-predict
# outcome: refused
# hint: without quotation marks

guess_rank, guess_memory, guess_falls = 8, "50", 1
