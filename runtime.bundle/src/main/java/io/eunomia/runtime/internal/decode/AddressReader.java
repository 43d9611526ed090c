package io.eunomia.runtime.internal.decode;

import io.eunomia.runtime.event.Utf8Sink;
import io.eunomia.runtime.internal.text.HexText;
import io.eunomia.runtime.internal.text.IpText;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** Reads IP addresses in network byte order: IPv4, IPv6, or whichever another field tells. */
final class AddressReader extends FieldReader {
    /** From include/linux/socket.h; 4 and 6 are versions. */
    private static final int AF_INET = 2;
    private static final int AF_INET6 = 10;

    private static final int WIDE = 16;

    private final FieldReader family;
    private final boolean mapped;

    /**
     * Makes a reader.
     *
     * @param size 4 or 16
     * @param family tells AF_INET, AF_INET6, 4 or 6; or null
     * @param mapped whether IPv4 addresses stand mapped into IPv6, rather than in the first four bytes
     */
    AddressReader(int offset, int size, FieldReader family, boolean mapped) {
        super(offset, size);
        this.family = family;
        this.mapped = mapped;
    }

    @Override
    boolean present(RecordView record) {
        return offset + 4 <= record.length();
    }

    @Override
    void text(RecordView record, int shift, Utf8Sink out) {
        int at = offset + shift;
        if (at + 4 > record.length()) {
            return;
        }
        int memoryAt = record.offset() + at;
        boolean whole = size == WIDE && at + WIDE <= record.length();
        int version = version(record, shift);
        if (version == 4) {
            boolean inside = whole && mapped && IpText.mapped(record.memory(), memoryAt);
            IpText.v4(record.memory(), inside ? memoryAt + 12 : memoryAt, out);
        } else if (whole && version == 6) {
            IpText.v6(record.memory(), memoryAt, out);
        } else if (whole && !empty(record, at)) {
            // The family has no such addresses, so the bytes are shown as they are.
            HexText.bytes(record.memory(), memoryAt, memoryAt + WIDE, out);
        }
    }

    @Override
    void json(RecordView record, int shift, Utf8Sink out) {
        quoted(record, shift, out);
    }

    /** Returns 4, 6, or 0 when the family is neither. */
    private int version(RecordView record, int shift) {
        if (family == null) {
            return size == WIDE ? 6 : 4;
        }
        int told = (int) family.number(record, shift);
        return told == AF_INET || told == 4 ? 4 : told == AF_INET6 || told == 6 ? 6 : 0;
    }

    private static boolean empty(RecordView record, int at) {
        return record.unsigned(at, 8) == 0 && record.unsigned(at + 8, 8) == 0;
    }

    @Override
    Object value(RecordView record, int shift) {
        int at = offset + shift;
        boolean whole = size == WIDE && at + WIDE <= record.length();
        int version = at + 4 > record.length() ? 0 : version(record, shift);
        if (version == 4) {
            boolean inside = whole && mapped && IpText.mapped(record.memory(), record.offset() + at);
            return address(record, inside ? at + 12 : at, 4);
        }
        return whole && version == 6 ? address(record, at, WIDE) : null;
    }

    @Override
    Class<?> valueType() {
        return InetAddress.class;
    }

    private static InetAddress address(RecordView record, int at, int size) {
        byte[] bytes = new byte[size];
        record.memory().get(record.offset() + at, bytes);
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("addresses have 4 or 16 bytes", e);
        }
    }
}
