"""The making of the starter model, from public encoders and data to shipped files.

Steps, in order; each leaves its result in the work folder and is skipped when that is there:

1. ``corpus``: gather tweets and make others from them (``sources.py``, ``augment.py``,
   ``corpus.py``).
2. ``teachers``: fine-tune encoders on labelled tweets (``teacher.py``, ``teach.py``), and let
   them label all texts (``labelling.py``).
3. ``inherited``: train the byte-level BPE (``tokenizer.py``), lay a teacher's weights out as a
   GPT-Neo (``inherit.py``) and put layers between that begin as identity (``deepen.py``).
4. ``distillation`` and ``finish``: train that GPT-Neo to answer the prompt, on the teachers' mean
   and at the end on people's labels (``distill.py``).
5. Round the base to 8 bits and write it in the Hub's layout (``export.py``).

Validation sets are cut in halves, one to choose by and one to report (``halves.py``). An adapter
that carries the calibration, and the form for OpenVINO, are made of the base in the package
(``adapter.py``, ``convert.py``).
"""
