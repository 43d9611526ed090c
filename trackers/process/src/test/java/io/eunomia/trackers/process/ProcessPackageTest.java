package io.eunomia.trackers.process;

import io.eunomia.trackers.testing.TrackerPackageTest;

class ProcessPackageTest extends TrackerPackageTest {
}
