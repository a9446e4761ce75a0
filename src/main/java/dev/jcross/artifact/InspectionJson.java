package dev.jcross.artifact;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An inspection as nested maps, lists and plain values, for any JSON writer. */
public final class InspectionJson {
  private InspectionJson() {}

  /**
   * The keys, always all of them and in this order; what the file does not say is null.
   *
   * <ul>
   *   <li>{@code file}: the path as given
   *   <li>{@code size}: in bytes
   *   <li>{@code format}: {@code elf}, {@code pe}, {@code macho}, {@code wasm}, {@code archive} or
   *       {@code unknown}
   *   <li>{@code kind}: {@code executable}, {@code shared-library}, {@code relocatable}, {@code
   *       static-library}, {@code rust-library}, {@code module}, {@code component} or {@code other}
   *   <li>{@code machine}: as in {@link Machine#name()}
   *   <li>{@code bits}: 32 or 64
   *   <li>{@code endianness}: {@code little} or {@code big}
   *   <li>{@code arm}: null, or {@code architecture}, {@code profile}, {@code float} ({@code hard},
   *       {@code soft} or {@code any}), {@code fpu} and {@code compiledFor}, as in {@link
   *       ArmAttributes}
   *   <li>{@code abi}: as in {@link Machine#abi()}
   *   <li>{@code system}: null, or {@code name}, {@code minimum} and {@code subsystem}, as in
   *       {@link RequiredSystem}
   *   <li>{@code linkage}: {@code static}, {@code static-pie} or {@code dynamic}
   *   <li>{@code pie}: whether a program or library can be loaded at any address
   *   <li>{@code interpreter}, {@code soname}, {@code rpath}, {@code runpath}: text
   *   <li>{@code needed}: list of library names in the loader's order
   *   <li>{@code imports}: of WebAssembly, for each module the names that are taken from it
   *   <li>{@code glibc}, {@code glibcxx}, {@code cxxabi}: null, or {@code minimum}, a version as
   *       text, and {@code symbols}: for each version asked for, oldest first, the sorted list of
   *       its symbols
   *   <li>{@code stripped}, {@code debugInfo}: true or false
   *   <li>{@code buildId}: lower-case hexadecimal digits
   *   <li>{@code parts}: of a universal Mach-O, for each processor an object with these same keys
   * </ul>
   */
  public static Map<String, @Nullable Object> map(Inspection inspection) {
    var machine = inspection.machine();
    var linking = inspection.linking();
    var map = new LinkedHashMap<String, @Nullable Object>();
    map.put("file", inspection.file().toString());
    map.put("size", inspection.sizeBytes());
    map.put("format", word(inspection.format()));
    map.put("kind", word(inspection.kind()));
    map.put("machine", machine.name());
    map.put("bits", machine.bits().isPresent() ? machine.bits().getAsInt() : null);
    map.put("endianness", orNull(machine.endianness().map(InspectionJson::word)));
    map.put("arm", orNull(machine.arm().map(InspectionJson::arm)));
    map.put("abi", orNull(machine.abi()));
    map.put("system", orNull(inspection.system().map(InspectionJson::system)));
    map.put("linkage", orNull(linking.map(it -> it.linkage().word())));
    map.put("pie", orNull(linking.map(Linking::positionIndependent)));
    map.put("interpreter", orNull(linking.flatMap(Linking::interpreter)));
    map.put("soname", orNull(linking.flatMap(Linking::soname)));
    map.put("rpath", orNull(linking.flatMap(Linking::rpath)));
    map.put("runpath", orNull(linking.flatMap(Linking::runpath)));
    map.put("needed", linking.map(Linking::needed).orElse(List.of()));
    map.put("imports", inspection.imports());
    map.put("glibc", orNull(linking.flatMap(Linking::glibc).map(InspectionJson::floor)));
    map.put("glibcxx", orNull(linking.flatMap(Linking::glibcxx).map(InspectionJson::floor)));
    map.put("cxxabi", orNull(linking.flatMap(Linking::cxxabi).map(InspectionJson::floor)));
    map.put("stripped", orNull(inspection.symbols().map(Inspection.Symbols::stripped)));
    map.put("debugInfo", orNull(inspection.symbols().map(Inspection.Symbols::debugInfo)));
    map.put("buildId", orNull(inspection.buildId()));
    map.put("parts", inspection.parts().stream().map(InspectionJson::map).toList());
    return map;
  }

  private static Map<String, @Nullable Object> system(RequiredSystem system) {
    var map = new LinkedHashMap<String, @Nullable Object>();
    map.put("name", system.name());
    map.put("minimum", orNull(system.minimum().map(Version::toString)));
    map.put("subsystem", orNull(system.subsystem()));
    return map;
  }

  private static Map<String, @Nullable Object> arm(ArmAttributes arm) {
    var map = new LinkedHashMap<String, @Nullable Object>();
    map.put("architecture", orNull(arm.architecture()));
    map.put("profile", orNull(arm.profile()));
    map.put("float", word(arm.floatAbi()));
    map.put("fpu", orNull(arm.fpu()));
    map.put("compiledFor", orNull(arm.compiledFor()));
    return map;
  }

  private static Map<String, Object> floor(VersionFloor floor) {
    var symbols = new LinkedHashMap<String, List<String>>();
    floor.symbols().forEach((version, names) -> symbols.put(version.toString(), names));
    var map = new LinkedHashMap<String, Object>();
    map.put("minimum", floor.minimum().toString());
    map.put("symbols", symbols);
    return map;
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static <T> @Nullable T orNull(Optional<T> value) {
    return value.isPresent() ? value.get() : null;
  }
}
