/** What BPF instructions do to memory: values, helpers and control flow, followed without running anything. */
package io.eunomia.runtime.internal.inference.code;
