package io.eunomia.runtime.internal.decode;

import io.eunomia.runtime.event.Utf8Sink;
import io.eunomia.runtime.internal.text.IpText;

/** IP addresses in network byte order: IPv4, IPv6, or whichever another field tells. */
final class AddressReader extends FieldReader {
    /** include/linux/socket.h; 4 and 6 are versions. */
    private static final int AF_INET = 2;
    private static final int AF_INET6 = 10;

    private final FieldReader family;

    /** @param size 4 or 16 @param family tells AF_INET, AF_INET6, 4 or 6; or null */
    AddressReader(int offset, int size, FieldReader family) {
        super(offset, size);
        this.family = family;
    }

    @Override
    boolean present(RecordView record) {
        return offset + 4 <= record.length();
    }

    @Override
    void text(RecordView record, int shift, Utf8Sink out) {
        int at = offset + shift;
        int memoryAt = record.offset() + at;
        if (at + 4 > record.length()) {
            return;
        }
        if (at + size <= record.length() && six(record, shift)) {
            IpText.v6(record.memory(), memoryAt, out);
        } else {
            IpText.v4(record.memory(), memoryAt, out);
        }
    }

    @Override
    void json(RecordView record, int shift, Utf8Sink out) {
        quoted(record, shift, out);
    }

    private boolean six(RecordView record, int shift) {
        if (size == 4) {
            return false;
        }
        if (family == null) {
            return true;
        }
        int told = (int) family.number(record, shift);
        if (told == AF_INET || told == 4) {
            return false;
        }
        if (told == AF_INET6 || told == 6) {
            return true;
        }
        // Neither: an IPv4 address in 16 zeroed bytes is likelier than an IPv6 one ending in twelve zero bytes.
        return record.unsigned(offset + shift + 4, 4) != 0 || record.unsigned(offset + shift + 8, 8) != 0;
    }
}
