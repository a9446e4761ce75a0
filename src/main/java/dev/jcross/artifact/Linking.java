package dev.jcross.artifact;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How a program or shared library is put together when it starts.
 *
 * @param positionIndependent whether it can be loaded at any address
 * @param interpreter the loader that the kernel starts, such as {@code /lib/ld-linux-armhf.so.3}
 * @param needed the shared libraries that it loads, in the loader's order; of PE those that are
 *     loaded only when they are first called stand last
 * @param soname the name under which others need this library; of Mach-O its install name
 * @param rpath where its libraries are looked for first, directories joined by {@code :}
 * @param runpath the same, looked at after {@code LD_LIBRARY_PATH}
 * @param glibc the oldest GNU C library that it loads with; nothing if it asks for none, as a
 *     static program or one for musl. Weak demands do not count, as the loader lets them pass; nor
 *     does {@code GLIBC_PRIVATE}, which has no number
 * @param glibcxx the oldest {@code GLIBCXX_} version of libstdc++, such as 3.4.30
 * @param cxxabi the oldest {@code CXXABI_} version of libstdc++, such as 1.3.9
 */
public record Linking(
    Linkage linkage,
    boolean positionIndependent,
    Optional<String> interpreter,
    List<String> needed,
    Optional<String> soname,
    Optional<String> rpath,
    Optional<String> runpath,
    Optional<VersionFloor> glibc,
    Optional<VersionFloor> glibcxx,
    Optional<VersionFloor> cxxabi) {

  /** Whether a loader takes part. */
  public enum Linkage {
    STATIC("static"),
    /** Static, but moved to a random address by its own start code. */
    STATIC_PIE("static-pie"),
    DYNAMIC("dynamic");

    private final String word;

    Linkage(String word) {
      this.word = word;
    }

    /** {@code static}, {@code static-pie} or {@code dynamic}. */
    public String word() {
      return word;
    }
  }

  public Linking {
    Objects.requireNonNull(linkage);
    Objects.requireNonNull(interpreter);
    needed = List.copyOf(needed);
    Objects.requireNonNull(soname);
    Objects.requireNonNull(rpath);
    Objects.requireNonNull(runpath);
    Objects.requireNonNull(glibc);
    Objects.requireNonNull(glibcxx);
    Objects.requireNonNull(cxxabi);
  }

  /** For formats whose libraries have no versions. */
  static Linking withoutVersions(
      Linkage linkage,
      boolean positionIndependent,
      Optional<String> interpreter,
      List<String> needed,
      Optional<String> soname,
      Optional<String> rpath) {
    return new Linking(
        linkage,
        positionIndependent,
        interpreter,
        needed,
        soname,
        rpath,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
