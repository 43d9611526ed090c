/** Reads the names that compilers of C++ and Rust give to functions. A name that is not wholly understood stays as it is. */
package io.eunomia.runtime.internal.symbol.demangle;
