"""Tables: each file holds one table's SQL beside the typed functions that run it; `transaction.py` is the only commit."""
