"""Whether an address is this computer's own, which nobody else can reach."""

import ipaddress


def is_this_computer(host: str) -> bool:
    """Whether a host name or address is only reached from the computer itself."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
