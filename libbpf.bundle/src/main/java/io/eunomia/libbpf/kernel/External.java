package io.eunomia.libbpf.kernel;

/** The kinds of names that an object leaves to the kernel to resolve. */
public enum External {
    /** {@code extern … CONFIG_X __kconfig}: an option of the kernel's configuration. */
    CONFIGURATION,
    /** {@code extern const void x __ksym}: a symbol's address. */
    SYMBOL,
    /** {@code extern const struct … x __ksym}: a variable with a type. */
    VARIABLE,
    /** {@code extern … f(…) __ksym}: a function of the kernel's that programs may call (kfunc). */
    FUNCTION
}
