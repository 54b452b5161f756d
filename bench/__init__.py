"""``python -m bench``: how fast and how large, each figure beside a named peer in the same run."""
