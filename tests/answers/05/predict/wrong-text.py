# cell: predict-guesses
# grade: test-predict
# outcome: refused
# hint: without quotation marks

guess_torn, guess_again = "170", 12
