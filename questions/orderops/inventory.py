"""Stock: what is free, what is reserved, and for which order."""


class OutOfStock(Exception):
    """Fewer pieces are free than were asked for."""

    def __init__(self, sku: str, wanted: int, free: int):
        super().__init__(f"{sku}: {wanted} wanted, {free} free")
        self.sku, self.wanted, self.free = sku, wanted, free


class Stock:
    """Pieces by product, for one thread: in the database the product's row is locked while one reserves."""

    def __init__(self, pieces: dict[str, int]):
        self._free = dict(pieces)
        self._reserved: dict[str, dict[str, int]] = {}

    def free(self, sku: str) -> int:
        return self._free.get(sku, 0)

    def reserve(self, sku: str, quantity: int, order_id: str) -> None:
        """Takes pieces for an order, or raises OutOfStock and takes none. The same again changes nothing."""
        if quantity < 1:
            raise ValueError(f"cannot reserve {quantity} pieces")
        mine = self._reserved.get(order_id, {})
        missing = quantity - mine.get(sku, 0)
        if missing > self.free(sku):
            raise OutOfStock(sku, quantity, self.free(sku))
        self._free[sku] = self.free(sku) - missing
        self._reserved[order_id] = {**mine, sku: quantity}

    def release(self, order_id: str) -> None:
        """Gives back all that is reserved for an order; nothing happens if that is nothing."""
        for sku, quantity in self._reserved.pop(order_id, {}).items():
            self._free[sku] += quantity
