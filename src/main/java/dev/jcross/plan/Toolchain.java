package dev.jcross.plan;

/**
 * Which cargo and rustc.
 *
 * @param source {@code image}
 * @param channel such as {@code auto}: what the image's recipe was told to take
 */
public record Toolchain(String source, String channel) {}
