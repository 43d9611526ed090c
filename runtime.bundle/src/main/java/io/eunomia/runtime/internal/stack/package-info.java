/**
 * Call stacks of displays: {@code StackRows} puts numbers of stacks in the place of the kernel's ids, {@code StackReader} reads
 * the addresses, {@code StackBook} keeps what they were resolved to, and {@code FlameTree} adds them up for flame graphs.
 */
package io.eunomia.runtime.internal.stack;
