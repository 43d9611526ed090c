package io.eunomia.libbpf.internal.btf;

/** Names of types with a flavor: {@code task_struct___old} means the kernel's {@code task_struct}. */
public final class FlavoredName {
    private static final String MARK = "___";

    private FlavoredName() {
    }

    /** The name without its flavor, cut as bpf_core_essential_name_len in libbpf's relo_core.c does. */
    public static String essential(String name) {
        for (int at = name.length() - 5; at >= 0; at--) {
            if (name.startsWith(MARK, at + 1) && name.charAt(at) != '_' && name.charAt(at + 4) != '_') {
                return name.substring(0, at + 1);
            }
        }
        return name;
    }
}
