package io.eunomia.libbpf.internal.object;

final class MapHint {
    MapHint(OpenMap map) { }
    String of(int errno) { return ""; }
}
