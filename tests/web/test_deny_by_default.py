"""No address of ours opens without a predicate or a line in the list of public ones."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

# Before sign-in there is nobody to ask: these show no record.
PUBLIC = {"health", "set_language", "shell:set_theme"}
# Guarded by the packages that bring them.
OTHERS = ("allauth.", "django.contrib.staticfiles", "django.views.static")


def routes(resolver: URLResolver, namespace: str = "") -> Iterator[tuple[str, URLPattern]]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from routes(entry, f"{namespace}{entry.namespace}:" if entry.namespace else namespace)
        else:
            yield f"{namespace}{entry.name}", entry


def page_routes() -> Iterator[tuple[str, URLPattern]]:
    """All addresses but those of the API, which tests/api/test_api_access.py walks."""
    return ((name, route) for name, route in routes(get_resolver()) if not is_api(name, route))


def is_api(name: str, route: URLPattern) -> bool:
    return name.startswith("api:") or route.callback.__module__.startswith("diaodu.api.")


def test_every_address_of_ours_names_who_may_open_it() -> None:
    ours = [(n, r) for n, r in page_routes() if not r.callback.__module__.startswith(OTHERS)]
    open_to_all = {name for name, route in ours if not callable(getattr(route.callback, "allowed", None))}
    assert open_to_all == PUBLIC


def test_every_address_has_a_name() -> None:
    assert [str(route.pattern) for name, route in page_routes() if name.endswith("None")] == []


def test_the_closed_pages_of_the_sign_in_package_have_no_address() -> None:
    names = {name for name, _ in routes(get_resolver())}
    assert names.isdisjoint({"account_signup", "account_reset_password", "account_email", "account_set_password"})
