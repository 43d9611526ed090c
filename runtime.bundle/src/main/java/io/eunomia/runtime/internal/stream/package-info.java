/** Moving events from rings and tables to subscribers, and the ledger of what was lost on the way. */
package io.eunomia.runtime.internal.stream;
