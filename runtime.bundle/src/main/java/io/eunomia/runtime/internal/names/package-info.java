/** Names of numbers that only the running system knows: functions, users, devices, cgroups. */
package io.eunomia.runtime.internal.names;
