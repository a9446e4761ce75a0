package dev.jcross.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jcross.image.Part;
import java.util.List;
import org.junit.jupiter.api.Test;

class FileListingTest {
  private static final String A = "a".repeat(64);
  private static final String B = "b".repeat(64);
  private static final String LISTING =
      """
      =files
      A  /usr/bin/gcc-14
      A  /usr/lib/x86_64-linux-gnu/libc.so.6
      A  /usr/local/bin/jcross-runner
      A  /opt/rust/toolchains/stable/bin/rustc
      A  /opt/rust/toolchains/stable/lib/rustlib/aarch64-unknown-linux-gnu/lib/libstd.rlib
      A  /opt/rust/toolchains/stable/lib/rustlib/components
      A  /srv
      \\A  /usr/local/a\\nb
      =links
      lrwxrwxrwx 1 root root 6 Nov 21 12:00 /usr/bin/gcc -> gcc-14
      lrwxrwxrwx 1 root root 8 Nov 21 12:00 /usr/local/my link -> x y
      =packages
      ii  gcc-14 14.2.0-19
      ii  libc6:amd64 2.41-12
      ii  empty 1
      rc  gone 1
      =owners
      gcc-14.list:/.
      gcc-14.list:/usr/bin/gcc-14
      gcc-14.list:/usr/bin/gcc
      libc6:amd64.list:/lib/x86_64-linux-gnu/libc.so.6
      gone.list:/usr/bin/gone
      =end
      """
          .replace("A", A);

  private static List<String> names(String listing) {
    return FileListing.read(listing).orElseThrow().parts().stream()
        .map(Part::toString)
        .map(part -> part.substring(0, part.lastIndexOf(' ')))
        .toList();
  }

  private static String hash(String listing, String name) {
    return FileListing.read(listing).orElseThrow().parts().stream()
        .filter(part -> part.name().equals(name))
        .map(Part::hash)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void givesEachFileToItsPackageOrFolder() {
    assertThat(names(LISTING))
        .containsExactly(
            "package empty 1",
            "package gcc-14 14.2.0-19",
            "package libc6:amd64 2.41-12",
            "std aarch64-unknown-linux-gnu",
            "files /",
            "files /opt/rust",
            "files /usr/local");
  }

  @Test
  void changesThePartWhoseFilesOrLinksChange() {
    var other = LISTING.replace(A + "  /usr/bin/gcc-14", B + "  /usr/bin/gcc-14");
    var elsewhere = LISTING.replace("gcc -> gcc-14", "gcc -> evil");
    var library = LISTING.replace(A + "  /usr/lib/x86", B + "  /usr/lib/x86");
    var odd = LISTING.replace("link -> x y", "link -> x z");

    assertThat(hash(other, "gcc-14")).isNotEqualTo(hash(LISTING, "gcc-14"));
    assertThat(hash(elsewhere, "gcc-14")).isNotEqualTo(hash(LISTING, "gcc-14"));
    assertThat(hash(library, "libc6:amd64")).isNotEqualTo(hash(LISTING, "libc6:amd64"));
    assertThat(hash(odd, "/usr/local")).isNotEqualTo(hash(LISTING, "/usr/local"));
    assertThat(hash(other, "/opt/rust")).isEqualTo(hash(LISTING, "/opt/rust"));
  }

  @Test
  void doesNotDependOnTheOrderAndTheDatesInAListing() {
    var moved =
        LISTING
            .replace(A + "  /srv\n", "")
            .replace("=files\n", "=files\n" + A + "  /srv\n")
            .replace("Nov 21 12:00", "2027-01-01");

    assertThat(FileListing.read(moved)).isEqualTo(FileListing.read(LISTING));
  }

  @Test
  void takesNoListingThatStopsInTheMiddle() {
    assertThat(FileListing.read(LISTING.replace("=end\n", ""))).isEmpty();
    assertThat(FileListing.read("=end\n")).isEmpty();
  }

  @Test
  void knowsSystemsWithoutDpkg() {
    assertThat(names("=files\n" + A + "  /usr/bin/cc\n=links\n=end\n"))
        .containsExactly("files /usr/bin");
  }
}
