/** Resident memory and idle CPU. */
package io.eunomia.bench.memory;
