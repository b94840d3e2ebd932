"""Fetches three pages of orders at the same time, or so it seems."""

import asyncio
import time


async def fetch(page, seconds, polite):
    print("ask", page)
    if polite:
        await asyncio.sleep(seconds)
    else:
        time.sleep(seconds)
    print("got", page)


async def main():
    await asyncio.gather(
        fetch("H-1", 0.2, True),
        fetch("N-1", 0.3, False),
        fetch("H-2", 0.1, True),
    )


# asyncio.run(main())
