# cell: predict-guesses
# grade: test-predict
# outcome: refused
# hint: any of these scores

guess_substring, guess_given_page, guess_loss = 0.1, 0.4, "both"
