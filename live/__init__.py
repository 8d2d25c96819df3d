"""The live road: from the sources to the screens, one way.

    source → ingest → bus → projector → picture → broadcaster → socket → browser
                       ▲        │
        desk ── Moved ─┘    evaluator ── Measured ─► bus

The only room that knows sockets and Redis. Facts are folded in by one writer (`projector.py`), which publishes an
immutable, numbered picture on the beat; `house.py` joins the parts. To hear what happens, subscribe to the bus.
"""
