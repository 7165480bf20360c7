"""Certificates for any number of hosts, by an authority of our own; one key for all."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

DOMAIN = "bench.lan"
_AUTHORITY, _HOST = (
    x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    for name in ("benchmarks", "a host")
)


def certify(folder: Path, hosts: Iterable[str]) -> Path:
    """Write `key.pem`, `HOST.pem` for each host and `_.pem` for those of `DOMAIN`.

    Returns the file with the authority to trust.
    """
    ours, theirs = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    (folder / "key.pem").write_bytes(
        theirs.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    for host in (f"*.{DOMAIN}", *hosts):
        names = x509.SubjectAlternativeName([x509.DNSName(host)])
        builder = _dated(host, theirs).add_extension(names, critical=False)
        file = folder / f"{host.replace(f'*.{DOMAIN}', '_')}.pem"
        _write(file, builder.sign(ours, hashes.SHA256()))
    authority = folder / "authority.pem"
    constraints = x509.BasicConstraints(ca=True, path_length=0)
    builder = _dated("", ours).add_extension(constraints, critical=True)
    _write(authority, builder.sign(ours, hashes.SHA256()))
    return authority


def _dated(host: str, key: ec.EllipticCurvePrivateKey) -> x509.CertificateBuilder:
    now = datetime.now(UTC)
    # Whom a certificate is for stands in its alternative names.
    subject = _HOST if host else _AUTHORITY
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(_AUTHORITY)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=30))
    )


def _write(file: Path, certificate: x509.Certificate) -> None:
    file.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
