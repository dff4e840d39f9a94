"""The tables of ledgers for other programs: CSV, SQLite, Parquet and DuckDB, each with its schema."""
