# cell: predict-guesses
# grade: test-predict
# outcome: refused
# hint: any number from 0 to 5 scores

guess_rank, guess_memory, guess_falls = 8, 50, 6
