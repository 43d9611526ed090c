/** What is shipped. */
package io.eunomia.bench.size;
