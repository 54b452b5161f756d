"""The index in PostgreSQL with pgvector: the same rows, vectors and terms as in files, kept by document.

A generation is a schema of its own (:mod:`index.postgres.tables`); within it every written document is a new
revision, and a reader keeps to the revision that it opened.
"""
