"""What the tests themselves promise."""

import socket
import warnings

import pytest
import pytest_socket


def test_no_test_reaches_the_network() -> None:
    with (
        pytest.raises(pytest_socket.SocketConnectBlockedError),
        socket.socket(socket.AF_INET, socket.SOCK_STREAM) as outside,
    ):
        outside.connect(("192.0.2.1", 80))  # an address set aside for examples


def test_a_warning_is_a_failure() -> None:
    with pytest.raises(UserWarning, match="careful"):
        warnings.warn("careful", stacklevel=1)
