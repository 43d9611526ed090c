package io.eunomia.trackers.tcpconnect;

import io.eunomia.trackers.testing.TrackerPackageTest;

class TcpConnectPackageTest extends TrackerPackageTest {
}
