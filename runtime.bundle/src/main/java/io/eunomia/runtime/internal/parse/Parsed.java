package io.eunomia.runtime.internal.parse;

import io.eunomia.runtime.descriptor.PackageForm;

/** What the reader of one form found, before names are given and the object is looked at. */
record Parsed(PackageForm form, Draft draft, byte[] object) {
}
