/** What objects, maps and links share: the bound libraries, libbpf's messages, lifetimes, the search for leaks. */
package io.eunomia.libbpf.internal.context;
