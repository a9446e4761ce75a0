package dev.jcross.integration;

/** ripgrep as it lies on crates.io. */
final class Ripgrep {
  static final String NAME = "ripgrep";
  static final String VERSION = "14.1.1";

  private Ripgrep() {}

  /** A program is no dependency, but cargo downloads it like one. */
  static Project download(Workbench bench) {
    var needs = bench.crate().manifest("[dependencies]\n" + NAME + " = \"=" + VERSION + "\"\n");
    var script = "cp -r /cargo/registry/src/*/" + NAME + "-" + VERSION + " /target/" + NAME;
    needs.succeed("fetch", "--target", Workbench.NATIVE);
    needs.succeed("exec", "--target", Workbench.NATIVE, "--", "sh", "-c", script);
    Workbench.copy(needs.file("target"), NAME, bench.root());
    return bench.at(bench.root().resolve(NAME));
  }
}
