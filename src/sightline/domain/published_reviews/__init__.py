"""Reading a published review: from the blocks of a document to attributed values.

File formats are not known here (they are `sightline.exchange.importers`), nor what is stored.
"""
