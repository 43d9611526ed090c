/** Shared by objects, maps and links: the bound libraries, libbpf's messages, lifetimes, the search for leaks. */
package io.eunomia.libbpf.internal.context;
