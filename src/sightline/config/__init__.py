"""How Sightline is put together to run: settings, root addresses, the WSGI application.

May import anything; nothing imports it.
"""
