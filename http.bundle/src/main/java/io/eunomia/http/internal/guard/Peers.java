package io.eunomia.http.internal.guard;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;

/** Maps addresses to peers: addresses that one client may hold count as one, so that changing them evades no bound. */
final class Peers {
    /** An IPv6 customer has at least all addresses of a /64 (RFC 6177), so only this much of an address counts. */
    private static final int NETWORK_BYTES = 8;

    private Peers() {
    }

    /** @param address numeric; this machine counts as one peer, because a local client has all of 127.0.0.0/8 */
    static String key(String address) {
        try {
            InetAddress peer = InetAddress.getByName(address);
            if (peer.isLoopbackAddress()) {
                return "loopback";
            }
            return peer instanceof Inet6Address
                    ? HexFormat.of().formatHex(Arrays.copyOf(peer.getAddress(), NETWORK_BYTES)) : address;
        } catch (UnknownHostException e) {
            return address;
        }
    }
}
