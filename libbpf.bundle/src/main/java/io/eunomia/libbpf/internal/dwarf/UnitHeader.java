package io.eunomia.libbpf.internal.dwarf;

/**
 * The header of a unit in {@code .debug_info} (DWARF 5, section 7.5.1).
 *
 * @param start of the unit in the section; references within the unit count from here
 * @param end of the unit
 * @param abbreviations offset in {@code .debug_abbrev} at which its table starts
 * @param program true when it describes a program, rather than types by signature or another file
 */
record UnitHeader(int start, int end, long abbreviations, boolean program) {
    private static final long LONG_FORMAT = 0xfffffff0L;
    private static final int COMPILE = 1;
    private static final int PARTIAL = 3;

    /** Reads the header and leaves the cursor behind it. */
    static UnitHeader read(DwarfCursor from, int sectionSize) {
        int start = from.at();
        long length = from.u32();
        if (length >= LONG_FORMAT) {
            throw from.wrong("64-bit DWARF is not read; compile without -gdwarf64");
        }
        if (length > sectionSize - from.at()) {
            throw from.wrong("the unit's " + length + " bytes are not there");
        }
        int end = from.at() + (int) length;
        int version = from.u16();
        if (version != 4 && version != 5) {
            throw from.wrong("version " + version + " is not read, 4 and 5 are; compile with -gdwarf-5");
        }
        int type = version == 5 ? from.u8() : COMPILE;
        int addressSize = version == 5 ? from.u8() : 0;
        long abbreviations = from.u32();
        if (version == 4) {
            addressSize = from.u8();
        }
        if (addressSize != 8) {
            throw from.wrong("addresses of " + addressSize + " bytes are not BPF's");
        }
        return new UnitHeader(start, end, abbreviations, type == COMPILE || type == PARTIAL);
    }
}
