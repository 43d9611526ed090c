package io.eunomia.http.internal.transfer;

/**
 * What the bodies and the answers of all requests share.
 *
 * @param budget bounds bodies
 * @param deadlines end what a client does not
 * @param turns read bodies that flood
 */
public record Transfers(BodyBudget budget, Deadlines deadlines, Turns turns) implements AutoCloseable {

    @Override
    public void close() {
        turns.close();
        deadlines.close();
    }
}
