/** From a command to what it promises. */
package io.eunomia.bench.start;
