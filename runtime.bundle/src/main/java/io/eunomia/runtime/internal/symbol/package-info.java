/**
 * Names for addresses of code: the kernel's from kallsyms, a process's from the files it has mapped and from the maps that its
 * just-in-time compiler writes. What is not certain has no name.
 */
package io.eunomia.runtime.internal.symbol;
