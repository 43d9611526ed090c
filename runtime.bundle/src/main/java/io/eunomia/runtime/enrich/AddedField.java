package io.eunomia.runtime.enrich;

/**
 * A field that an enricher adds; its values are text.
 *
 * @param name as fields of C structs are named, with dots between names if need be
 * @param width columns in plain text
 */
public record AddedField(String name, int width) {
    public AddedField {
        if (!name.matches("[A-Za-z_][A-Za-z0-9_]*(\\.[A-Za-z_][A-Za-z0-9_]*)*")) {
            throw new IllegalArgumentException("\"" + name + "\" is no name of a field");
        }
        if (width < 1 || width > 200) {
            throw new IllegalArgumentException("a column of " + width + " characters; 1 to 200 are expected");
        }
    }
}
