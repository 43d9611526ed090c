package io.eunomia.libbpf.elf;

/**
 * An entry of the symbol table.
 *
 * @param section index of its section; 0 for one that is defined elsewhere, 0xfff1 and above for special ones
 * @param value offset in the section, in bytes
 * @param size in bytes
 */
public record ElfSymbol(int index, String name, Kind kind, Binding binding, boolean hidden, int section, long value,
        long size) {

    /** The kinds of symbols, {@code STT_*} of the System V ABI. */
    public enum Kind {
        NONE, OBJECT, FUNCTION, SECTION, FILE, OTHER
    }

    /** The bindings of symbols, {@code STB_*} of the System V ABI. */
    public enum Binding {
        LOCAL, GLOBAL, WEAK, OTHER
    }

    /** Tells whether it lies in one of the object's sections. */
    public boolean defined() {
        return section > 0 && section < 0xff00;
    }

    /** Tells whether libbpf resolves it by the kernel or its configuration: {@code __ksym}, {@code __kconfig}. */
    public boolean external() {
        return section == 0 && kind == Kind.NONE && (binding == Binding.GLOBAL || binding == Binding.WEAK);
    }
}
