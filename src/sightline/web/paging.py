"""Links to the pages of a long list."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil
from urllib.parse import urlencode


@dataclass(frozen=True, slots=True)
class PageLink:
    """A link to one page of a list."""

    number: int
    href: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Pages:
    """The links under a list. None among `links` is a gap."""

    n_pages: int
    previous: str | None
    next: str | None
    links: tuple[PageLink | None, ...]


def pages(
    *, current: int, n_items: int, page_size: int, query: Mapping[str, str | list[str]], key: str = "page"
) -> Pages:
    """This links the first, the last and the neighbouring pages, keeping the rest of the address."""
    n_pages = max(1, ceil(n_items / page_size))
    shown = sorted({1, n_pages, *range(max(1, current - 1), min(n_pages, current + 1) + 1)})
    links: list[PageLink | None] = []
    for number in shown:
        if links and links[-1] and links[-1].number < number - 1:
            links.append(None)
        links.append(PageLink(number, _href(query, key, number), number == current))
    return Pages(
        n_pages=n_pages,
        previous=_href(query, key, current - 1) if current > 1 else None,
        next=_href(query, key, current + 1) if current < n_pages else None,
        links=tuple(links),
    )


def page_number(value: str | None) -> int:
    """This is the page asked for in an address; anything but a number above zero is the first."""
    return max(1, int(value)) if value and value.isascii() and value.isdigit() and len(value) < 7 else 1


def _href(query: Mapping[str, str | list[str]], key: str, number: int) -> str:
    return "?" + urlencode({**{k: v for k, v in query.items() if k != key}, key: number}, doseq=True)
