"""The JSON door, for machines and for actions: /api/v1/…, described by the OpenAPI document made from the same lines.

One file, one noun: its `doors(house)` give the routes. To add one, add a `Door` there; `door.py` checks rights, origin,
size and shape before it opens, and `openapi.py` describes it. No route is registered in any other way.
"""

from api.build import build_api

__all__ = ("build_api",)
