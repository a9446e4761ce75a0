package dev.jcross.config;

import dev.jcross.host.HostFacts;
import dev.jcross.problem.Place;
import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import dev.jcross.problem.Spelling;
import dev.jcross.target.SdkKind;
import dev.jcross.target.TargetTriple;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Reads the {@code CROSS_BUILD_…} and {@code CROSS_TARGET_…} variables by the table of keys. */
final class Variables {
  private static final String BUILD = "CROSS_BUILD_";
  private static final String TARGET = "CROSS_TARGET_";

  /** Share the prefix, but are flags for the image builder. */
  private static final Set<String> OTHERS = Set.of("CROSS_BUILD_OPTS", "CROSS_BUILD_PROGRESS");

  private final HostFacts host;
  private final Set<TargetTriple> own;
  private final List<Problem> problems;
  private final Consumer<Said> said;

  Variables(HostFacts host, Set<TargetTriple> own, List<Problem> problems, Consumer<Said> said) {
    this.host = host;
    this.own = own;
    this.problems = problems;
    this.said = said;
  }

  /** Those that beat the files. */
  void read() {
    for (var key : Key.values()) {
      for (var name : key.buildVariables()) {
        accept(key, Optional.empty(), name);
      }
    }
    var names = host.environment().keySet().stream().filter(this::isSet).toList();
    var ofTargets = names.stream().filter(name -> name.startsWith(TARGET)).toList();
    if (!ofTargets.isEmpty()) {
      var triples = triples();
      ofTargets.forEach(name -> readTarget(name, triples));
    }
    names.stream()
        .filter(name -> name.startsWith(BUILD) && !OTHERS.contains(name))
        .filter(name -> !buildNames().contains(name))
        .forEach(name -> unknown(name, BUILD, buildNames()));
  }

  /** Those that count only when nothing else does. */
  void readLastResorts() {
    for (var key : Key.values()) {
      for (var name : key.lastResorts()) {
        if (key == Key.SDK && isSet(name)) {
          ofVendor(name).forEach(triple -> accept(key, Optional.of(triple), name));
        } else {
          accept(key, Optional.empty(), name);
        }
      }
    }
  }

  /** The targets for which a vendor's variable counts. */
  private static List<String> ofVendor(String variable) {
    return TargetTriple.known().stream()
        .filter(
            triple ->
                SdkKind.of(triple).filter(kind -> kind.variables().contains(variable)).isPresent())
        .map(TargetTriple::name)
        .toList();
  }

  private boolean isSet(String name) {
    return host.variable(name).isPresent();
  }

  private void readTarget(String name, Map<String, String> triples) {
    for (var key : Key.values()) {
      var end = key.suffix().filter(suffix -> key.scope().allows(true)).map(suffix -> "_" + suffix);
      if (end.isPresent()
          && name.endsWith(end.get())
          && name.length() > TARGET.length() + end.get().length()) {
        var middle = name.substring(TARGET.length(), name.length() - end.get().length());
        var triple = triples.get(middle);
        if (triple != null) {
          accept(key, Optional.of(triple), name);
          return;
        }
      }
    }
    var triple =
        triples.keySet().stream()
            .filter(known -> name.startsWith(TARGET + known + "_"))
            .max((a, b) -> Integer.compare(a.length(), b.length()));
    var prefix = triple.map(known -> TARGET + known + "_").orElse(TARGET);
    var candidates =
        triple.map(List::of).orElse(List.copyOf(triples.keySet())).stream()
            .flatMap(known -> targetSuffixes().stream().map(end -> TARGET + known + "_" + end))
            .toList();
    unknown(name, prefix, candidates);
  }

  private void accept(Key key, Optional<String> target, String name) {
    host.variable(name)
        .ifPresent(
            text -> {
              var origin = new Origin(Origin.Layer.VARIABLE, Place.of(name));
              key.kind()
                  .ofVariable(text, origin)
                  .ifPresentOrElse(
                      value ->
                          said.accept(
                              new Said(key, target, value, origin, host.workingDirectory())),
                      () ->
                          problems.add(
                              Problem.error(
                                      ProblemCode.VARIABLE_VALUE,
                                      "'"
                                          + name
                                          + "' is '"
                                          + text
                                          + "', expected "
                                          + key.kind().expected())
                                  .at(origin.place())
                                  .help("export " + name + "=" + key.fallback())));
            });
  }

  /**
   * Tells of slips only: a CI system may have a CROSS_BUILD_NUMBER of its own.
   *
   * @param prefix the part of the name that is right
   */
  private void unknown(String name, String prefix, List<String> candidates) {
    var suffix = name.substring(prefix.length());
    var ends =
        candidates.stream()
            .filter(known -> known.startsWith(prefix))
            .map(known -> known.substring(prefix.length()))
            .toList();
    KeyHint.ofRemovedVariable(suffix)
        .or(() -> otherScope(name, suffix))
        .or(() -> Spelling.nearest(suffix, ends).map(end -> "did you mean '" + prefix + end + "'?"))
        .ifPresent(
            help ->
                problems.add(
                    Problem.warning(
                            ProblemCode.KEY_UNKNOWN,
                            "the variable '" + name + "' stands for no key")
                        .at(Place.of(name))
                        .help(help)));
  }

  private static Optional<String> otherScope(String name, String suffix) {
    return Arrays.stream(Key.values())
        .filter(key -> key.suffix().equals(Optional.of(suffix)))
        .findFirst()
        .map(
            key ->
                name.startsWith(BUILD) && key.scope() == Key.Scope.TARGET
                    ? "it belongs to a target: set CROSS_TARGET_<TRIPLE>_" + suffix
                    : "for every target the variable is " + key.buildVariables().getFirst());
  }

  private static List<String> buildNames() {
    var names = new ArrayList<String>();
    for (var key : Key.values()) {
      names.addAll(key.buildVariables());
    }
    return names;
  }

  private static List<String> targetSuffixes() {
    return Arrays.stream(Key.values())
        .filter(key -> key.scope().allows(true))
        .flatMap(key -> key.suffix().stream())
        .toList();
  }

  private Map<String, String> triples() {
    var all = new TreeMap<String, String>();
    own.forEach(triple -> all.put(triple.variableName(), triple.name()));
    for (var triple : TargetTriple.known()) {
      all.putIfAbsent(triple.variableName(), triple.name());
    }
    // Scripts that still have the old name need not lose their settings.
    TargetTriple.renamed().forEach((old, now) -> all.put(old.variableName(), now.name()));
    return all;
  }
}
