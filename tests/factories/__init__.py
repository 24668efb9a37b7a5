"""Makes what tests need, through the services: a state no service can reach is no state to test."""
