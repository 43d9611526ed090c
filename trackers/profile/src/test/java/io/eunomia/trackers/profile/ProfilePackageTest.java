package io.eunomia.trackers.profile;

import io.eunomia.trackers.testing.TrackerPackageTest;

class ProfilePackageTest extends TrackerPackageTest {
}
