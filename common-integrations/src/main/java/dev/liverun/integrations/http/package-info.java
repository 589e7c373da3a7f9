/**
 * HTTP/1.1 on Vert.x's event loops, written against Netty's codec rather than Vert.x's HttpClient for four promises that
 * one does not make: each phase (DNS, TCP, TLS, first byte, transfer) is measured and can fail as itself; the connection
 * goes to exactly the address that the egress policy has seen, with SNI, Host and certificate check for the name; a
 * request knows whether its connection is a kept one; and a failed handshake still tells the certificate. All state of a
 * connection belongs to its event loop; there are no locks.
 */
@NullMarked
package dev.liverun.integrations.http;

import org.jspecify.annotations.NullMarked;
