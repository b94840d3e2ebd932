"""Price books by source, each shared as long as somebody uses it."""

from weakref import WeakValueDictionary

ROWS = {"PAN-20": 2450, "MILL-PEP": 1290}
LOADED = []
BOOKS = WeakValueDictionary()


class PriceBook:
    def __init__(self, rows):
        self.prices = dict(rows)

    def price(self, sku):
        return self.prices[sku]


def book_of(source):
    book = BOOKS.get(source)
    if book is None:
        LOADED.append(source)
        book = PriceBook(ROWS)
        BOOKS[source] = book
    return book


def price_of(source, sku):
    return book_of(source).price(sku)


def prices_of(source, skus):
    book = book_of(source)
    return [price_of(source, sku) for sku in skus]


print(price_of("northgate", "PAN-20"), price_of("northgate", "MILL-PEP"), len(LOADED))
print(prices_of("harbour", ["PAN-20", "MILL-PEP"]), len(LOADED), len(BOOKS))
ask = book_of("northgate").price
print(ask("PAN-20"), len(LOADED), sorted(BOOKS))
