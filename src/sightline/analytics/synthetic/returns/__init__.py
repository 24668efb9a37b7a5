"""The invented agencies' returns as files, each in its own form and with the mistakes planted in it."""
