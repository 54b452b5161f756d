"""Who found which passage how relevant: kept, compared, exchanged. The page that asks is ``ui/compare``."""
