"""The interface keeps to its own description, whatever is sent: made-up requests against a real database."""

from collections.abc import Callable, Iterator

import hypothesis
import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, transaction
from schemathesis.checks import not_a_server_error
from schemathesis.config import GenerationConfig, ProjectConfig, ProjectsConfig, SchemathesisConfig
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    missing_required_header,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

from tests.api.small_city import City

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    negative_data_rejection,
    missing_required_header,
    unsupported_method,
]
generation = GenerationConfig(deterministic=True, max_examples=2, allow_extra_parameters=False, no_shrink=True)
description = schemathesis.openapi.from_wsgi(
    "/api/v1/openapi.json",
    get_wsgi_application(),
    config=SchemathesisConfig(seed=1, projects=ProjectsConfig(default=ProjectConfig(generation=generation))),
)


RECORDS = {
    "source_id": "source",
    "draft_id": "draft",
    "meeting_id": "city meeting",
    "directive_id": "city meeting directive",
    "project_id": "ours",
    "lead_id": "lead",
    "fact_id": "fact",
    "submission_id": "submitted",
    "task_id": "task",
    "seal_id": "seal",
    "decision_id": "decision",
}


def _of_a_record(case: schemathesis.Case, city: City) -> None:
    """Half of the ids that could be one become that of a record, so that not every answer is 404."""
    for name, wanted in (case.path_parameters or {}).items():
        if isinstance(wanted, int) and wanted % 2:
            case.path_parameters[name] = city.ids[RECORDS[name]]


@pytest.fixture
def kept_connection() -> Iterator[None]:
    """The end of a request would close the connection, and with it the transaction that the city stands in."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def _test_of(operation: str) -> Callable[..., None]:
    # Who makes the requests up does not close a file that is the answer.
    @pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")
    @pytest.mark.usefixtures("kept_connection")
    @description.include(operation_id=operation).parametrize()
    @hypothesis.settings(suppress_health_check=[hypothesis.HealthCheck.function_scoped_fixture], deadline=None)
    def test(case: schemathesis.Case, city: City) -> None:
        _of_a_record(case, city)
        with transaction.atomic():
            case.call_and_validate(headers={"Authorization": "Bearer token-of-dispatcher"}, checks=CHECKS)
            transaction.set_rollback(True)

    return test


# One function each: the items of a single one would share an address, and of those pytest-xdist runs only the last.
OPERATIONS = [result.ok().definition.raw["operationId"] for result in description.get_all_operations()]
globals().update(
    {f"test_description_of_{operation.rpartition('_api_')[2]}": _test_of(operation) for operation in OPERATIONS}
)
