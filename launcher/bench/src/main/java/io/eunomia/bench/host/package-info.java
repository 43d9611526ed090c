/** The machine, its tools, and the processes that are measured. */
package io.eunomia.bench.host;
