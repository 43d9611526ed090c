/** What programs print with bpf_printk, seen without reading anybody's trace_pipe. */
package io.eunomia.runtime.internal.printk;
