/** Running one package: choosing programs, setting arguments, loading, attaching, detaching; no OSGi. */
package io.eunomia.runtime.internal.engine;
