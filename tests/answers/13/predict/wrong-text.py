# cell: predict-guesses
# grade: test-predict
# outcome: refused
# hint: without quotation marks

guess_bits, guess_tries, guess_changed = 5, "300", 4
