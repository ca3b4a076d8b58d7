"""A training run, from settings to an adapter that is finished.

To read it in the order in which it happens:

1. ``train``: the command. Settings, data and model are put together, or taken up where they were
   left.
2. ``model`` and ``state``: what is trained, and everything that a resumed run has to get back.
3. ``loop``: the training itself, step by step, with pauses, evaluations and checkpoints.
4. ``passes``: one pass over texts, with gradients or without; ``batches`` deals them out, ``loss``
   compares, ``optimizer`` and ``schedule`` say how far a step goes.
5. ``selection`` and ``checkpoint``: which state is the best, and how it gets onto the disk.
6. ``control``, ``memory`` and ``distributed``: requests from outside, what it takes, and other
   processes that work along.
7. ``finish``: the best state becomes the adapter and is measured; ``calibrate`` fits what turns its
   logits into probabilities.
8. ``estimate``: a few steps in place of a run; ``failure``: what is said where one breaks off.
"""
