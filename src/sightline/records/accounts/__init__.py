"""How somebody proves who they are: passwords, passkeys, codes, and getting back in."""
