from ipaddress import IPv4Address, IPv4Network, IPv6Address, ip_address

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from listbot.web.guard import Guard, is_for_the_web

PUBLIC = ["93.184.215.14", "8.8.8.8", "1.1.1.1", "2606:2800:21f::1", "2a00:1450::1"]
INSIDE = Guard.letting(["127.0.0.0/8"])


@given(st.ip_addresses(v=4))
@example(IPv4Address("100.64.0.1"))
@example(IPv4Address("224.0.0.1"))
@example(IPv4Address("192.88.99.1"))
def test_what_python_calls_private_or_multicast_never_passes(address: IPv4Address):
    passes = Guard().refusal(str(address)) is None

    assert not (passes and (not address.is_global or address.is_multicast))


@given(st.ip_addresses(v=6))
def test_outside_of_global_unicast_no_ipv6_passes(address: IPv6Address):
    is_unicast = int(address) >> 125 == 1
    mapped = address.ipv4_mapped

    refused = Guard().refusal(str(address)) is not None

    assert refused or is_unicast or (mapped and Guard().refusal(str(mapped)) is None)


@given(st.ip_addresses(v=4))
def test_an_address_wrapped_in_ipv6_is_judged_as_itself(address: IPv4Address):
    wrapped = f"::ffff:{address}"

    assert Guard().refusal(wrapped) == Guard().refusal(str(address))


@given(st.text())
@example("127.1")
@example("0x7f.0.0.1")
def test_what_is_no_address_never_passes(text: str):
    try:
        ip_address(text)
    except ValueError:
        assert Guard().refusal(text) == "nothing on the public internet"


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_pass(address: str):
    assert Guard().refusal(address) is None


@pytest.mark.parametrize(
    ("address", "use"),
    [
        pytest.param("0.0.0.0", "this network", id="any"),  # noqa: S104 - refused
        pytest.param("127.0.0.1", "the own machine", id="loopback"),
        pytest.param("10.1.2.3", "a private network", id="ten"),
        pytest.param("172.31.255.255", "a private network", id="end of 172.16/12"),
        pytest.param("192.168.0.1", "a private network", id="home"),
        pytest.param("100.64.0.1", "a provider's inner network", id="shared"),
        pytest.param("169.254.169.254", "the local link", id="cloud metadata"),
        pytest.param("192.0.0.8", "protocol assignments", id="dummy"),
        pytest.param("192.88.99.1", "6to4 relays", id="6to4 relay"),
        pytest.param("198.19.0.1", "benchmarks", id="benchmark"),
        pytest.param("203.0.113.9", "documentation", id="test net"),
        pytest.param("239.1.1.1", "multicast", id="multicast"),
        pytest.param("255.255.255.255", "future use", id="broadcast"),
        pytest.param("::", "nothing on the public internet", id="any IPv6"),
        pytest.param("::1", "nothing on the public internet", id="loopback IPv6"),
        pytest.param("::127.0.0.1", "nothing on the public internet", id="compatible"),
        pytest.param("64:ff9b::7f00:1", "nothing on the public internet", id="NAT64"),
        pytest.param("fe80::1", "nothing on the public internet", id="link-local"),
        pytest.param("fe80::1%eth0", "nothing on the public internet", id="scoped"),
        pytest.param("2606:2800::1%1", "nothing on the public internet", id="scope"),
        pytest.param("fec0::1", "nothing on the public internet", id="site-local"),
        pytest.param("fd00::1", "nothing on the public internet", id="unique local"),
        pytest.param("ff02::1", "nothing on the public internet", id="multicast IPv6"),
        pytest.param("5f00::1", "nothing on the public internet", id="segments"),
        pytest.param("2001::1", "protocol assignments", id="Teredo"),
        pytest.param("2001:db8::1", "documentation", id="documentation IPv6"),
        pytest.param("2002:7f00:1::", "6to4 relays", id="6to4"),
    ],
)
def test_special_addresses_are_refused_by_name(address: str, use: str):
    assert Guard().refusal(address) == use


def test_a_network_allowed_by_hand_passes_and_no_other():
    assert INSIDE.refusal("127.1.2.3") is None
    assert INSIDE.refusal("::ffff:127.0.0.1") is None
    assert INSIDE.refusal("10.0.0.1") == "a private network"


@pytest.mark.parametrize("port", [80, 443, 8000, 8080, 8443, 3000, 4443, 65_535])
def test_ports_where_pages_are_served_pass(port: int):
    assert is_for_the_web(port)


@pytest.mark.parametrize("port", [0, 21, 22, 23, 25, 53, 110, 143, 587, 5060, 6667])
def test_ports_of_other_services_do_not_pass(port: int):
    assert not is_for_the_web(port)


def test_what_is_no_network_cannot_be_allowed():
    with pytest.raises(ValueError, match="does not appear to be"):
        Guard.letting(["loopback"])


def test_a_guard_is_a_value():
    assert Guard.letting([" 127.0.0.0/8 "]) == Guard((IPv4Network("127.0.0.0/8"),))
