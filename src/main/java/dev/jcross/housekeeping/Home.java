package dev.jcross.housekeeping;

/**
 * The project that something serves.
 *
 * @param path as its machine calls it
 * @param gone whether it was on this machine, and is not any more
 */
public record Home(String path, boolean gone) {}
