"""Files in, documents out: canonical text, sections, passages, and the store that keeps them."""
