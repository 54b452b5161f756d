"""Teach a copy of the model to read questions: everyday words, cropped ones, other people's ones.

Only the reading of questions is trained. Passages keep their vectors, so that no index has to be made
anew, every passage of a store is a negative at no cost, and two cores suffice: half of the layers stay as
they are and are read once.
"""
