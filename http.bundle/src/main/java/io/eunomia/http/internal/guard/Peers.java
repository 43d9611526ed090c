package io.eunomia.http.internal.guard;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;

/** Who counts as one and the same, so that nobody gets around a bound by changing his address. */
final class Peers {
    /** What a network of IPv6 hands to one customer at least (RFC 6177). */
    private static final int NETWORK_BYTES = 8;

    private Peers() {
    }

    /** @param address numeric; all of this machine is one peer, since whoever is here has all of 127.0.0.0/8 */
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
