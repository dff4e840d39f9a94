"""The demo: a ledger of an invented hardware factory as a clerk keeps it, with the trade's usual mistakes in it."""
