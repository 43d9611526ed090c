package io.eunomia.trackers.files;

import io.eunomia.trackers.testing.TrackerPackageTest;

class FilesPackageTest extends TrackerPackageTest {
}
