/** Reading what programs keep in maps. */
package io.eunomia.bench.display;
