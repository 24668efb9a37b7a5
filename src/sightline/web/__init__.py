"""What people see in a browser: one package a journey, each with its addresses, views and forms.

A view loads by a query, binds a form, calls one service and answers. Never imports models.
"""
