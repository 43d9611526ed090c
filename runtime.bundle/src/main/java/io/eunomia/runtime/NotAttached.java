package io.eunomia.runtime;

/**
 * A program that could not be attached, and that its tracker runs without.
 *
 * @param target where it should have been attached, for people
 * @param failure why it is not; its kind is what a start that needs the program would have failed with
 */
public record NotAttached(String program, String target, Failure failure) {
}
