/** Runs one package: chooses programs, sets arguments, loads, attaches and detaches; no OSGi. */
package io.eunomia.runtime.internal.engine;
