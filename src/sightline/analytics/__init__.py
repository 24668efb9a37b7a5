"""The analysts' shelf: usable without the web application and without a database."""
