/** Trackers that stay in the kernel while no daemon runs: which do, and the folders of the BPF file system that hold them. */
package io.eunomia.runtime.internal.persist;
