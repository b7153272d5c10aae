# cell: predict-guesses
# grade: test-predict
# outcome: refused
# hint: any number from 0 to 13.3 scores

guess_bits, guess_tries, guess_changed = 20, 300, 4
