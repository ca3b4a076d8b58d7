"""Files of texts: opened, looked at, read as a stream, labelled and written again. No Qt.

What the window and the command line do with a file, in this order::

    find_files(paths)                    folders and files dropped -> files that can be read
    preview(path, layout=None)           first rows, columns guessed, number of rows, layout
    Document.open(path, layout=None)     the file with its columns; a ``Layout`` overrides detection
    read_gold(document, column)          what a column of right labels means
    read_chunks(document, columns, gold, after=last)
                                         texts to classify, from any row on
    fingerprint(path)                    whether it is still the same file
    find_answers, read_answers           a file that was labelled already
    export(document, answers, target, style)
                                         the original columns with stored answers, in any format
    labelled_file(document, target, style)
                                         the same while they are being made
    Scoring                              answers against right labels

A ``Row`` has a number that stays the same at every reading of the same file, so answers are kept
by row number, and work that stopped goes on after ``Chunk.last``. Rows that cannot be read are
``BadRow`` values, not errors; errors are ``DocumentError``, ``ColumnError`` and, of what is
written, ``ExportError`` of ``tabular``.
"""
