/** Measures Eunomia beside what people would pick instead. */
package io.eunomia.bench;
