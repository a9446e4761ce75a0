package dev.jcross.transfer;

/**
 * What tells a state of a file from all others, for whoever made it: stamps are compared, and
 * nothing else.
 */
record Stamp(String text) {}
