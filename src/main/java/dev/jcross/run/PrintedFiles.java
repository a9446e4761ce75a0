package dev.jcross.run;

import dev.jcross.bundle.BundleWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Takes what bundle-print.sh prints apart, and puts the files into a bundle. */
final class PrintedFiles extends OutputStream {
  private final BundleWriter bundle;
  private final String under;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private @Nullable OutputStream file;
  private long missing;

  /**
   * @param under the folder of the bundle
   */
  PrintedFiles(BundleWriter bundle, String under) {
    this.bundle = bundle;
    this.under = under;
  }

  @Override
  public void write(int one) throws IOException {
    write(new byte[] {(byte) one}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    int at = offset;
    int end = offset + length;
    while (at < end) {
      var open = file;
      if (open != null) {
        int count = (int) Math.min(missing, end - at);
        open.write(bytes, at, count);
        missing -= count;
        at += count;
        closeIfWhole();
      } else if (bytes[at] == '\n') {
        begin(line.toString(StandardCharsets.UTF_8));
        line.reset();
        at++;
      } else {
        line.write(bytes[at++]);
      }
    }
  }

  private void begin(String header) throws IOException {
    int space = header.indexOf(' ');
    if (space < 0) {
      throw new IOException("what is this: " + header);
    }
    missing = Long.parseLong(header.substring(0, space));
    file = bundle.file(under + "/" + header.substring(space + 1), false, missing);
    closeIfWhole();
  }

  private void closeIfWhole() throws IOException {
    var open = file;
    if (open != null && missing == 0) {
      open.close();
      file = null;
    }
  }

  /** Whether the last file has come as a whole. */
  boolean whole() {
    return file == null && line.size() == 0;
  }
}
