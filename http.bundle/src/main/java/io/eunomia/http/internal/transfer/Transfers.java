package io.eunomia.http.internal.transfer;

/**
 * The resources that the bodies and answers of all requests share.
 *
 * @param budget bounds bodies
 * @param deadlines ends transfers that a client does not finish
 * @param turns reads the bodies of clients that flood
 */
public record Transfers(BodyBudget budget, Deadlines deadlines, Turns turns) implements AutoCloseable {

    @Override
    public void close() {
        turns.close();
        deadlines.close();
    }
}
