"""Teach the model to read a question and a text together: where the answer stands, and whether it is there.

Questions are made by grammar from texts that may be learnt from (:mod:`answer.train.made`), everyday ones are
written (``index/data/everyday_questions.tsv``). Nothing that comes out ships: docs/answers.md says why.
"""
