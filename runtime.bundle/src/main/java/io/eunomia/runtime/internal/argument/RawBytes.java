package io.eunomia.runtime.internal.argument;

import io.eunomia.runtime.event.Utf8Sink;
import io.eunomia.runtime.internal.value.IpAddress;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Parses bytes in the order of memory: {@code hex:0a0b}, {@code de:ad:be:ef}, and the forms in which byte arrays are shown. */
final class RawBytes {
    static final String PREFIX = "hex:";
    private static final Pattern DIGITS = Pattern.compile("(?:[0-9a-fA-F]{2})*");
    private static final Pattern COLONS = Pattern.compile("[0-9a-fA-F]{2}(?::[0-9a-fA-F]{2})+");

    private RawBytes() {
    }

    static boolean is(String text) {
        return text.startsWith(PREFIX) && text.length() > PREFIX.length()
                && DIGITS.matcher(digits(text.substring(PREFIX.length()))).matches();
    }

    private static String digits(String text) {
        return text.replace(":", "").replace(" ", "");
    }

    /** Parses bytes. @param exact whether fewer bytes are refused; else zeros follow them */
    static byte[] parse(String path, String text, int size, boolean exact) {
        byte[] bytes = HexFormat.of().parseHex(digits(text.substring(PREFIX.length())));
        if (bytes.length > size || exact && bytes.length != size) {
            throw new BadValue(path, text, (exact ? "" : "at most ") + size + " bytes, not " + bytes.length,
                    PREFIX + "00".repeat(exact ? size : Math.min(size, 16)));
        }
        return java.util.Arrays.copyOf(bytes, size);
    }

    /** Parses bytes without prefix, if they fill all the room there is: as digits, or with colons between. */
    static Optional<byte[]> shown(String text, int size) {
        boolean digits = text.length() == 2 * size && DIGITS.matcher(text).matches();
        boolean colons = text.length() == 3 * size - 1 && COLONS.matcher(text).matches();
        return size > 0 && (digits || colons) ? Optional.of(HexFormat.of().parseHex(digits(text))) : Optional.empty();
    }

    /** Parses an IP address in 4 or 16 bytes. */
    static Optional<byte[]> address(String text, int size) {
        IpAddress address = new IpAddress();
        Utf8Sink bytes = new Utf8Sink(64).text(text.toLowerCase(Locale.ROOT));
        boolean room = size == 4 || size == 16;
        if (!room || !address.parse(bytes.array(), bytes.length()) || size == 4 && !address.four()) {
            return Optional.empty();
        }
        if (size == 4) {
            return Optional.of(ByteBuffer.allocate(4).putInt((int) address.low()).array());
        }
        // An IPv4 address in sixteen bytes is mapped into IPv6 (RFC 4291, 2.5.5.2).
        long low = address.four() ? 0xffff00000000L | address.low() : address.low();
        return Optional.of(ByteBuffer.allocate(16).putLong(address.high()).putLong(low).array());
    }
}
