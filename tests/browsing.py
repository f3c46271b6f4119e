"""What tests/browser share: sizes of screens, and the watch over what pages do; the fixtures are in ``serving``."""

from __future__ import annotations

from dataclasses import dataclass, field

from playwright.sync_api import Page, Request

ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
NARROW, WIDE = (360, 740), (1280, 900)


@dataclass
class Seen:
    """What happened on the pages of one test."""

    requests: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def watch(self, page: Page, address: str) -> None:
        """Note every request, every failure and everything the console complains about."""
        own = address.removesuffix("lotse/")

        def requested(url: str) -> None:
            self.requests.append(url)
            if not url.startswith((own, "data:")):
                self.faults.append(f"asks elsewhere: {url}")
            elif url.startswith("http") and not url.startswith(address):
                self.faults.append(f"outside the sub-path: {url}")

        def failed(request: Request) -> None:
            # Leaving a page stops what it is still loading.
            if request.failure != "net::ERR_ABORTED":
                self.faults.append(f"failed: {request.url} {request.failure}")

        page.on("request", lambda request: requested(request.url))
        page.on("requestfailed", failed)
        page.on("response", lambda r: self.faults.append(f"{r.status}: {r.url}") if r.status >= 400 else None)
        page.on("pageerror", lambda error: self.faults.append(f"script: {error}"))
        page.on(
            "console",
            lambda m: self.faults.append(f"console {m.type}: {m.text}") if m.type in ("error", "warning") else None,
        )
