/** Shows what programs print with bpf_printk, without reading anybody's trace_pipe. */
package io.eunomia.runtime.internal.printk;
