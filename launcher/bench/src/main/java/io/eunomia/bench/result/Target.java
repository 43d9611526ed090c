package io.eunomia.bench.result;

/**
 * One promise, and how it stands.
 *
 * @param what it is about
 * @param promised as text: {@code "≤ 2 × C"}
 * @param measured as text: {@code "1.7 × C (3.1 ms)"}
 */
public record Target(String what, String promised, String measured, boolean met) {

    /** A promise that the value is at most {@code most}. */
    public static Target atMost(String what, double value, double most, String unit) {
        return new Target(what, "≤ " + Numbers.text(most) + ' ' + unit, Numbers.text(value) + ' ' + unit, value <= most);
    }

    /** A promise that the figure's median is at most {@code most} times the reference's. */
    public static Target ratio(String what, Figure figure, Figure reference, double most) {
        double ratio = figure.median() / reference.median();
        return new Target(what, "≤ " + Numbers.text(most) + " × " + reference.subject(), Numbers.text(ratio) + " × ("
                + Numbers.text(figure.median()) + " against " + Numbers.text(reference.median()) + ' ' + figure.unit() + ')',
                ratio <= most);
    }
}
