"""Places one order: reserves its stock, charges it and books the carrier, one after the other."""


async def place_order(order, stock, payments, carrier):
    """The tracking number. If a later step fails, the earlier ones are undone, and its error goes on."""
    await stock.reserve(order["id"], order["lines"])
    try:
        return await _paid_and_booked(order, payments, carrier)
    except BaseException:
        await stock.release(order["id"])
        raise


async def _paid_and_booked(order, payments, carrier):
    payment_id = await payments.charge(order["id"], order["total"])
    try:
        return await carrier.book(order["id"])
    except BaseException:
        await payments.refund(payment_id)
        raise
