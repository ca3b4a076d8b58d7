"""Tables as they are written, whoever writes them: one policy for all exports and for the terminal.

- Answers have the columns of ``answer_columns``, with probabilities of four decimals.
- CSV and TSV are UTF-8 by RFC 4180; text that a spreadsheet program would run as a formula gets an
  apostrophe before it, unless ``TableStyle`` says otherwise.
- What no encoding can write becomes U+FFFD.
- Rows go out as they come, and a file is there whole or not at all.
"""
