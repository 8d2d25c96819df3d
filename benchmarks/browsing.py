"""A headless browser for the benchmarks, and the few questions they ask it."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

from tests.find_browser import found_browser

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--enable-precise-memory-info"]


@contextmanager
def opened_browser() -> Iterator[Browser]:
    """A browser without a window."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found_browser(), args=ARGUMENTS)
        try:
            yield browser
        finally:
            browser.close()


def metric(session: CDPSession, name: str) -> float:
    """One of the browser's own performance metrics; times are seconds since the page began."""
    metrics = session.send("Performance.getMetrics")["metrics"]
    return next(float(one["value"]) for one in metrics if one["name"] == name)


def counted(page: Page, *, thread_time: bool = False) -> CDPSession:
    """A session that counts what the page costs; in `thread_time` waiting for the machine costs nothing."""
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"} if thread_time else {})
    return session


def heap_mb(session: CDPSession) -> float:
    """What the page's scripts hold after the garbage is gone, MB."""
    session.send("HeapProfiler.collectGarbage")
    return metric(session, "JSHeapUsedSize") / 1e6
