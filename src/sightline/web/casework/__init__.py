"""Cases and the people in them: who works on them, what is shared, sealed and barred, and who looked."""
