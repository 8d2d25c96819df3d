"""OneScreen as a user starts it, but that it kills itself when it comes to a point of its work for the nth time.

Run as `python -m tests.store.aimed_app POINT N`; points are those of `killed_desk`, but "after reply", which only who
was answered can know.
"""

if __name__ == "__main__":  # as in app.py, gevent changes the standard library first; who only looks is left alone
    from gevent import monkey

    monkey.patch_all()

    import runpy
    import sys

    import sqlalchemy as sa
    from flask import request, request_finished

    from tests.store.killed_desk import watched

    point, nth = sys.argv[1:]
    reached = watched(sa.Engine, sa.Pool, point, int(nth))

    def answered(_: object, **__: object) -> None:
        """The reply is written and not yet sent."""
        if request.method == "POST":
            reached("before reply")

    request_finished.connect(answered)
    sys.argv = ["app.py"]
    runpy.run_path("app.py", run_name="__main__")
