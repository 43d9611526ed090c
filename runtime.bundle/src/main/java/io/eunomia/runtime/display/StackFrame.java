package io.eunomia.runtime.display;

/**
 * A function on a call stack.
 *
 * @param name of the function; its address in hexadecimal digits if it is not known
 * @param module the file, module or map of compiled code that it is in; empty if that is not known
 * @param address at which the function goes on; 0 if the kernel told only where that is in a file
 * @param offset of the address from the start of the function, or from that of the module if the function is not known
 * @param kernel whether it is in the kernel
 * @param known whether {@code name} is a function's name
 */
public record StackFrame(String name, String module, long address, long offset, boolean kernel, boolean known) {
}
