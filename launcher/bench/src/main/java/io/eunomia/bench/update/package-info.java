/** Hot update. */
package io.eunomia.bench.update;
