package dev.jcross.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What is said of files: an in-toto statement, version 1.
 *
 * @param subjects in the order of the summary, at least one
 * @param predicateType what kind of thing is said, an URI
 * @param predicate what is said: maps, lists and plain values
 */
public record Statement(
    List<Subject> subjects, String predicateType, Map<String, ? extends Object> predicate) {
  /** See github.com/in-toto/attestation/blob/main/spec/v1/statement.md. */
  public static final String TYPE = "https://in-toto.io/Statement/v1";

  /** What an envelope calls a statement in JSON. */
  public static final String PAYLOAD_TYPE = "application/vnd.in-toto+json";

  public Statement {
    subjects = List.copyOf(subjects);
    if (subjects.isEmpty()) {
      throw new IllegalArgumentException("a statement about nothing");
    }
    Objects.requireNonNull(predicateType);
    predicate = new LinkedHashMap<>(predicate);
  }

  /** As it is signed. */
  public byte[] json() {
    var document = new LinkedHashMap<String, Object>();
    document.put("_type", TYPE);
    document.put(
        "subject",
        subjects.stream()
            .map(
                subject -> {
                  var json = new LinkedHashMap<String, Object>();
                  json.put("name", subject.name());
                  json.put("digest", Map.of("sha256", subject.sha256()));
                  return json;
                })
            .toList());
    document.put("predicateType", predicateType);
    document.put("predicate", predicate);
    return Json.bytes(document);
  }
}
