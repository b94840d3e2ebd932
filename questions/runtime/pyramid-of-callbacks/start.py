"""Places one order: reserves its stock, charges it and books the carrier; each answers by callback, later."""


def place_order(order, stock, payments, carrier, done, failed):
    def reserved():
        def charged(payment_id):
            def booked(tracking):
                done(tracking)

            def not_booked(fault):
                def refunded():
                    stock.release(order["id"], lambda: failed(fault), lambda other: failed(other))

                def not_refunded(other):
                    stock.release(order["id"], lambda: failed(other), lambda third: failed(third))

                payments.refund(payment_id, refunded, not_refunded)

            carrier.book(order["id"], booked, not_booked)

        def not_charged(fault):
            stock.release(order["id"], lambda: failed(fault), lambda other: failed(other))

        payments.charge(order["id"], order["total"], charged, not_charged)

    def not_reserved(fault):
        failed(fault)

    stock.reserve(order["id"], order["lines"], reserved, not_reserved)
