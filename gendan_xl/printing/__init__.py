"""Printed paper: templates read, drawn, laid out on a paper and filled. Knows nothing of orders."""
