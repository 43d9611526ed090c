/** Follows what BPF instructions do to memory: values, helpers and control flow, without running anything. */
package io.eunomia.runtime.internal.inference.code;
