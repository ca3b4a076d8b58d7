"""The making of the starter model, from data to shipped files.

Steps, in order; each leaves its result in the work folder and is skipped when that is there:

1. ``corpus``: gather tweets, invent variants of them, let the teacher label all (``corpus.py``,
   ``augment.py``, ``teacher.py``).
2. ``tokenizer``: train the byte-level BPE (``tokenizer.py``).
3. ``inherit``: lay the teacher's encoder weights out as a GPT-Neo (``inherit.py``).
4. ``distill``: heal and train that GPT-Neo to answer the prompt (``distill.py``).
5. ``export``: round the base to 8 bits and write it in the Hub's layout (``export.py``).

The adapter on top is trained by ``valence-trainer train`` like everyone's.
"""
