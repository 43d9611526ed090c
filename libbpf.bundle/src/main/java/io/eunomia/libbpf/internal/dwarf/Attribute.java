package io.eunomia.libbpf.internal.dwarf;

/** The numbers of the attributes ({@code DW_AT_*}) that we read (DWARF 5, section 7.5.4; DWARF 4 has the same). */
final class Attribute {
    static final int NAME = 0x03;
    static final int BYTE_SIZE = 0x0b;
    static final int BIT_OFFSET = 0x0c;
    static final int BIT_SIZE = 0x0d;
    static final int LOW_PC = 0x11;
    static final int HIGH_PC = 0x12;
    static final int CONST_VALUE = 0x1c;
    static final int UPPER_BOUND = 0x2f;
    static final int ABSTRACT_ORIGIN = 0x31;
    static final int COUNT = 0x37;
    static final int DATA_MEMBER_LOCATION = 0x38;
    static final int DECLARATION = 0x3c;
    static final int ENCODING = 0x3e;
    static final int TYPE = 0x49;
    static final int DATA_BIT_OFFSET = 0x6b;
    static final int STR_OFFSETS_BASE = 0x72;
    static final int ADDR_BASE = 0x73;

    private static final long READ = bits(NAME, BYTE_SIZE, BIT_OFFSET, BIT_SIZE, LOW_PC, HIGH_PC, CONST_VALUE,
            UPPER_BOUND, ABSTRACT_ORIGIN, COUNT, DATA_MEMBER_LOCATION, DECLARATION, ENCODING);

    private Attribute() {
    }

    private static long bits(int... names) {
        long bits = 0;
        for (int name : names) {
            bits |= 1L << name;
        }
        return bits;
    }

    /** Tells whether entries keep this attribute. */
    static boolean read(long name) {
        return name >= 0 && name < Long.SIZE && (READ >>> name & 1) != 0 || name == TYPE || name == DATA_BIT_OFFSET
                || name == STR_OFFSETS_BASE || name == ADDR_BASE;
    }
}
