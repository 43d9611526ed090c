/** Makes jars smaller without taking anything from what they do: {@link io.eunomia.pack.Pack} is the program. */
package io.eunomia.pack;
