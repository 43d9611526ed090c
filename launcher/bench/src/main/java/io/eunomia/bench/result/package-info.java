/** Figures, what they are compared with, and the report made of them. */
package io.eunomia.bench.result;
