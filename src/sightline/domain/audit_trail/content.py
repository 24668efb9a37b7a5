"""How an entry vouches for words without holding them: a mark that only who has the key can compare.

A plain digest of a short note could be guessed. With a secret for each case, erasing the secret erases what
the trail can say of the words, and the trail itself stays whole.
"""

import hashlib
import hmac


def content_mark(key: bytes, content: str | bytes) -> str:
    """This is the mark of some content under a key.

    Example:
        >>> len(content_mark(bytes(32), "Seen at home."))
        64
    """
    data = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
    return hmac.new(key, data, hashlib.sha256).hexdigest()


def is_content_of(key: bytes, content: str | bytes, mark: str) -> bool:
    """This says whether content is what a mark was made of."""
    return hmac.compare_digest(content_mark(key, content), mark)
