"""Signs people in, and changes what they sign in with."""
