package io.eunomia.itest;

/** Makes what commands print comparable. */
final class Plain {

    private Plain() {
    }

    /** Leaves out ages, times and costs, which go on between two commands, and the widths that follow from them. */
    static String of(String text) {
        return text.replaceAll("<?[0-9.]+%", "SHARE").replaceAll("SHARE +(-|[0-9.]+ [num]?s)", "COST")
                .replaceAll("\"(cpu|runs_per_second|nanos_per_run|seconds)\" : [0-9.E-]+", "COST")
                .replaceAll("[0-9.]+ (ms|s)\\b|[0-9]+m[0-9]+s", "AGE").replaceAll("\"since\" : \"[^\"]*\"", "SINCE").replaceAll(" +", " ");
    }
}
