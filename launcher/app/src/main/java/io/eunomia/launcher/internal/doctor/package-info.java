/** Shows what the machine offers to BPF programs, and what to do about what it lacks. */
package io.eunomia.launcher.internal.doctor;
