package dev.jcross.run;

import java.util.Map;
import java.util.TreeMap;

/** What every object that jcross makes in an engine carries, from its first moment. */
public final class Labels {
  /** On everything; the value says what it is: image, session, helper, volume. */
  public static final String KIND = "dev.jcross";

  /** On images: the id of the image below. */
  static final String BASE = "dev.jcross.base";

  /** On images: the recipe hash. */
  static final String RECIPE = "dev.jcross.recipe";

  /** On images, as cross has it. */
  static final String CROSS_TARGET = "org.cross-rs.for-cross-target";

  private static final String PURPOSE = "dev.jcross.purpose";

  private Labels() {}

  static Map<String, String> of(String kind, String purpose) {
    var labels = new TreeMap<String, String>();
    labels.put(KIND, kind);
    labels.put(PURPOSE, purpose);
    return labels;
  }
}
