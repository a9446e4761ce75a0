package dev.jcross.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.jcross.artifact.ArmAttributes.FloatAbi;
import dev.jcross.artifact.Inspection.Format;
import dev.jcross.artifact.Inspection.Kind;
import dev.jcross.artifact.Inspection.Symbols;
import dev.jcross.artifact.Linking.Linkage;
import dev.jcross.artifact.Machine.Endianness;
import dev.jcross.problem.ExitStatus;
import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What readelf says of the samples, said by us. */
class ArtifactReaderTest {
  @TempDir private Path folder;

  @Test
  void readsADynamicGlibcProgram() {
    var it = Samples.inspect("aarch64-glibc");
    assertThat(it.format()).isEqualTo(Format.ELF);
    assertThat(it.kind()).isEqualTo(Kind.EXECUTABLE);
    assertThat(it.machine()).isEqualTo(Machine.named("aarch64", 64, Endianness.LITTLE));
    assertThat(it.sizeBytes()).isEqualTo(6176);
    assertThat(it.symbols()).contains(new Symbols(false, false));
    assertThat(it.buildId()).contains("4c02521d3983623f63695ace23bb5324db2069e7");
    var linking = it.linking().orElseThrow();
    assertThat(linking.linkage()).isEqualTo(Linkage.DYNAMIC);
    assertThat(linking.positionIndependent()).isTrue();
    assertThat(linking.interpreter()).contains("/lib/ld-linux-aarch64.so.1");
    assertThat(linking.needed()).containsExactly("libc.so.6");
    assertThat(linking.glibcxx()).isEmpty();
    assertThat(symbols(it.glibc()))
        .isEqualTo(
            Map.of(
                "2.17", List.of("__cxa_finalize", "abort", "puts"),
                "2.34", List.of("__libc_start_main", "pthread_create", "pthread_join")));
    assertThat(it.glibc().orElseThrow().minimum()).hasToString("2.34");
    assertThat(it.glibc().orElseThrow().above(version("2.17"))).containsOnlyKeys(version("2.34"));
  }

  @Test
  void readsBigEndianFiles() {
    var it = Samples.inspect("powerpc64-glibc");
    assertThat(it.machine())
        .isEqualTo(Machine.named("powerpc64", 64, Endianness.BIG).calling(Optional.of("ELFv1")));
    assertThat(it.linking().orElseThrow().interpreter()).contains("/lib64/ld64.so.1");
    assertThat(it.buildId()).contains("cb3a377486bc33165dd1fc01db0a743526555f00");
    assertThat(symbols(it.glibc()))
        .isEqualTo(
            Map.of(
                "2.3", List.of("__cxa_finalize", "puts"),
                "2.34", List.of("__libc_start_main", "pthread_create", "pthread_join")));
  }

  @Test
  void readsAnArmV7Program() {
    var it = Samples.inspect("armv7hf-glibc");
    assertThat(it.machine().name()).isEqualTo("arm");
    assertThat(it.machine().bits()).hasValue(32);
    assertThat(it.machine().arm())
        .contains(
            new ArmAttributes(
                Optional.of("v7"),
                Optional.of("A"),
                FloatAbi.HARD,
                Optional.of("VFPv3-D16"),
                Optional.of("v7")));
    assertThat(it.linking().orElseThrow().interpreter()).contains("/lib/ld-linux-armhf.so.3");
    assertThat(it.glibc().orElseThrow().minimum()).hasToString("2.34");
    assertThat(symbols(it.glibc()))
        .containsEntry("2.4", List.of("__cxa_finalize", "abort", "puts"));
  }

  @Test
  void tellsArmV6WithSoftAndHardFloat() {
    assertThat(Samples.inspect("armv6-soft").machine().arm())
        .contains(
            new ArmAttributes(
                Optional.of("v6"),
                Optional.empty(),
                FloatAbi.SOFT,
                Optional.empty(),
                Optional.empty()));
    assertThat(Samples.inspect("armv6-hard").machine().arm())
        .contains(
            new ArmAttributes(
                Optional.of("v6"),
                Optional.empty(),
                FloatAbi.HARD,
                Optional.of("VFPv2"),
                Optional.empty()));
  }

  @Test
  void tellsStaticFromStaticPieFromDynamic() {
    assertThat(linkage("x86_64-static")).isEqualTo(Linkage.STATIC);
    assertThat(linkage("aarch64-zig-static")).isEqualTo(Linkage.STATIC);
    assertThat(linkage("x86_64-static-pie")).isEqualTo(Linkage.STATIC_PIE);
    assertThat(linkage("x86_64-glibc-exec")).isEqualTo(Linkage.DYNAMIC);
    assertThat(Samples.inspect("x86_64-static-pie").kind()).isEqualTo(Kind.EXECUTABLE);
    assertThat(Samples.inspect("x86_64-static").glibc()).isEmpty();
  }

  @Test
  void readsAProgramAtAFixedAddressWithAnRpath() {
    var it = Samples.inspect("x86_64-glibc-exec");
    var linking = it.linking().orElseThrow();
    assertThat(linking.positionIndependent()).isFalse();
    assertThat(linking.rpath()).contains("/opt/lib");
    assertThat(linking.runpath()).isEmpty();
    assertThat(it.symbols()).contains(new Symbols(true, false));
  }

  @Test
  void countsDemandsOnTheLoaderAsGlibcVersions() {
    var it = Samples.inspect("x86_64-glibc-relr");
    assertThat(it.glibc().orElseThrow().minimum()).hasToString("2.36");
    assertThat(symbols(it.glibc())).containsEntry("2.36", List.of("GLIBC_ABI_DT_RELR"));
    assertThat(it.symbols()).contains(new Symbols(true, true));
  }

  @Test
  void readsASharedLibraryAndItsCxxVersions() {
    var it = Samples.inspect("libanswer.so");
    assertThat(it.kind()).isEqualTo(Kind.SHARED_LIBRARY);
    var linking = it.linking().orElseThrow();
    assertThat(linking.linkage()).isEqualTo(Linkage.DYNAMIC);
    assertThat(linking.interpreter()).isEmpty();
    assertThat(linking.soname()).contains("libanswer.so.1");
    assertThat(linking.runpath()).contains("$ORIGIN/lib");
    assertThat(linking.needed()).containsExactly("libstdc++.so.6", "libc.so.6");
    assertThat(symbols(linking.glibc()))
        .isEqualTo(Map.of("2.2.5", List.of("__cxa_finalize", "atoi", "getenv")));
    assertThat(symbols(linking.glibcxx())).isEqualTo(Map.of("3.4", List.of("_ZSt9terminatev")));
    assertThat(symbols(linking.cxxabi())).isEqualTo(Map.of("1.3", List.of("__cxa_throw")));
  }

  @Test
  void readsTheSameWithoutASectionTable() throws IOException {
    for (var name : List.of("libanswer.so", "aarch64-glibc", "powerpc64-glibc")) {
      var bytes = Files.readAllBytes(Samples.file(name));
      Arrays.fill(bytes, 40, 48, (byte) 0);
      Arrays.fill(bytes, 60, 64, (byte) 0);
      var without = ArtifactReader.inspect(Files.write(folder.resolve(name), bytes));
      var with = Samples.inspect(name);
      assertThat(without.linking()).isEqualTo(with.linking());
      assertThat(without.buildId()).isEqualTo(with.buildId());
    }
  }

  @Test
  void readsObjectsAndArchives() {
    var object = Samples.inspect("aarch64.o");
    assertThat(object.kind()).isEqualTo(Kind.RELOCATABLE);
    assertThat(object.linking()).isEmpty();
    assertThat(object.symbols()).contains(new Symbols(true, true));
    var archive = Samples.inspect("libarm.a");
    assertThat(archive.format()).isEqualTo(Format.ARCHIVE);
    assertThat(archive.kind()).isEqualTo(Kind.STATIC_LIBRARY);
    assertThat(archive.machine().arm())
        .contains(
            new ArmAttributes(
                Optional.of("v6"),
                Optional.empty(),
                FloatAbi.HARD,
                Optional.of("VFPv2"),
                Optional.empty()));
  }

  @Test
  void recognisesOtherFormats() {
    var exe = Samples.inspect("x86_64.exe");
    assertThat(exe.format()).isEqualTo(Format.PE);
    assertThat(exe.kind()).isEqualTo(Kind.EXECUTABLE);
    assertThat(exe.machine()).isEqualTo(Machine.named("x86_64", 64, Endianness.LITTLE));
    var macho = Samples.inspect("aarch64-macho.o");
    assertThat(macho.format()).isEqualTo(Format.MACHO);
    assertThat(macho.kind()).isEqualTo(Kind.RELOCATABLE);
    assertThat(macho.machine()).isEqualTo(Machine.named("aarch64", 64, Endianness.LITTLE));
    var wasm = Samples.inspect("bare.wasm");
    assertThat(wasm.format()).isEqualTo(Format.WASM);
    assertThat(wasm.machine().name()).isEqualTo("wasm");
    assertThat(wasm.machine().bits()).hasValue(32);
  }

  @Test
  void readsWhatAppleSystemsLoad() {
    var program = Samples.inspect("aarch64-macos");
    assertThat(program.kind()).isEqualTo(Kind.EXECUTABLE);
    assertThat(program.system())
        .contains(RequiredSystem.from("macOS", new Version(List.of(13, 0))));
    var linking = program.linking().orElseThrow();
    assertThat(linking.linkage()).isEqualTo(Linkage.DYNAMIC);
    assertThat(linking.positionIndependent()).isTrue();
    assertThat(linking.interpreter()).contains("/usr/lib/dyld");
    assertThat(linking.needed()).containsExactly("/usr/lib/libSystem.B.dylib");
    assertThat(program.symbols()).contains(new Symbols(true, false));
    assertThat(program.buildId()).contains("c3316706f1323e9d8b1108c23596c0ca");
    var library = Samples.inspect("libanswer.dylib");
    assertThat(library.kind()).isEqualTo(Kind.SHARED_LIBRARY);
    assertThat(library.linking().orElseThrow().soname()).contains("@rpath/libanswer.dylib");
  }

  @Test
  void readsWhatWindowsLoads() {
    var program = Samples.inspect("x86_64-console.exe");
    assertThat(program.system())
        .contains(
            new RequiredSystem(
                "Windows", Optional.of(new Version(List.of(6, 0))), Optional.of("console")));
    var linking = program.linking().orElseThrow();
    assertThat(linking.linkage()).isEqualTo(Linkage.DYNAMIC);
    assertThat(linking.positionIndependent()).isTrue();
    assertThat(linking.needed())
        .containsExactly(
            "api-ms-win-crt-heap-l1-1-0.dll",
            "api-ms-win-crt-private-l1-1-0.dll",
            "api-ms-win-crt-runtime-l1-1-0.dll",
            "api-ms-win-crt-stdio-l1-1-0.dll",
            "api-ms-win-crt-string-l1-1-0.dll",
            "KERNEL32.dll",
            "api-ms-win-crt-environment-l1-1-0.dll",
            "api-ms-win-crt-math-l1-1-0.dll");
    assertThat(program.symbols()).contains(new Symbols(false, false));
    assertThat(linkage("x86_64.exe")).isEqualTo(Linkage.STATIC);
    var library = Samples.inspect("answer.dll");
    assertThat(library.kind()).isEqualTo(Kind.SHARED_LIBRARY);
    assertThat(library.linking().orElseThrow().needed()).contains("KERNEL32.dll");
    var object = Samples.inspect("answer.obj");
    assertThat(object.kind()).isEqualTo(Kind.RELOCATABLE);
    assertThat(object.machine().name()).isEqualTo("x86_64");
  }

  @Test
  void readsWhatAModuleImports() {
    var module = Samples.inspect("wasi.wasm");
    assertThat(module.kind()).isEqualTo(Kind.MODULE);
    assertThat(module.system()).contains(RequiredSystem.from("WASI", new Version(List.of(0, 1))));
    assertThat(module.imports())
        .isEqualTo(
            Map.of(
                "wasi_snapshot_preview1",
                List.of("fd_close", "fd_fdstat_get", "fd_seek", "fd_write", "proc_exit")));
    assertThat(Samples.inspect("bare.wasm").imports()).isEmpty();
    assertThat(Samples.inspect("bare.wasm").system()).isEmpty();
  }

  @Test
  void tellsAModuleThatNeedsTheJavaScriptBesideItFromOneForWasi() {
    var module = Samples.inspect("emscripten.wasm");
    assertThat(module.imports()).containsKey("wasi_snapshot_preview1");
    assertThat(module.system()).contains(RequiredSystem.named("Emscripten"));
  }

  @Test
  void tellsComponentsAndMemoriesOf64BitsFromModules() throws IOException {
    // Of "wasi:cli/exit@0.2.0" an instance.
    var it =
        ArtifactReader.inspect(
            written(
                "component",
                "0061736d0d000100" + "0a18010013776173693a636c692f6578697440302e322e300500"));
    assertThat(it.kind()).isEqualTo(Kind.COMPONENT);
    assertThat(it.imports()).containsOnlyKeys("wasi:cli/exit@0.2.0");
    assertThat(it.system()).contains(RequiredSystem.from("WASI", new Version(List.of(0, 2, 0))));
    assertThat(it.symbols()).isEmpty();
    // With "wasi:io/poll@0.2.6" behind it.
    var newer =
        ArtifactReader.inspect(
            written(
                "newer",
                "0061736d0d000100"
                    + "0a2e020013776173693a636c692f6578697440302e322e300500"
                    + "0012776173693a696f2f706f6c6c40302e322e360500"));
    assertThat(newer.system()).contains(RequiredSystem.from("WASI", new Version(List.of(0, 2, 6))));
    var memory = ArtifactReader.inspect(written("memory", "0061736d 01000000 05 03 01 04 01"));
    assertThat(memory.machine().bits()).hasValue(64);
  }

  @Test
  void tellsWhichWayFunctionsAreCalled() {
    assertThat(Samples.inspect("riscv64-glibc").machine().abi()).contains("lp64d");
    assertThat(Samples.inspect("aarch64-glibc").machine().abi()).isEmpty();
  }

  @Test
  void tellsTheSystemOfAnElfFile() {
    assertThat(Samples.inspect("x86_64-netbsd").system())
        .contains(RequiredSystem.from("NetBSD", new Version(List.of(10, 1))));
    assertThat(Samples.inspect("x86_64-glibc-exec").system())
        .contains(RequiredSystem.from("Linux", new Version(List.of(3, 2))));
  }

  @Test
  void findsCodeForArmV7WhateverTheLinkerWroteDown() {
    var first = Samples.inspect("armv6-with-v7-code").machine().arm().orElseThrow();
    assertThat(first.architecture()).contains("v6");
    assertThat(first.compiledFor()).contains("v7");
    var newest = Samples.inspect("armv6-with-neon").machine().arm().orElseThrow();
    assertThat(newest.architecture()).contains("v7");
    assertThat(newest.compiledFor()).isEmpty();
  }

  @Test
  void tellsRustsLibrariesFromOthers() {
    var library = Samples.inspect("libhalf.rlib");
    assertThat(library.kind()).isEqualTo(Kind.RUST_LIBRARY);
    assertThat(library.machine()).isEqualTo(Machine.named("x86_64", 64, Endianness.LITTLE));
  }

  @Test
  void namesEveryMachineThatAnArchiveHasObjectsFor() throws IOException {
    var archive = Files.readAllBytes(Samples.file("libarm.a"));
    var object = Files.readAllBytes(Samples.file("aarch64.o"));
    var mixed = new ByteArrayOutputStream();
    mixed.write(archive);
    mixed.writeBytes(
        String.format("%-16s%-32s%-10d`\n", "other.o/", "0", object.length)
            .getBytes(StandardCharsets.ISO_8859_1));
    mixed.write(object);
    var it = ArtifactReader.inspect(Files.write(folder.resolve("mixed.a"), mixed.toByteArray()));
    assertThat(it.machine().name()).isEqualTo("arm+aarch64");
  }

  @Test
  void readsEachPartOfAUniversalBinary() throws IOException {
    var arm = Files.readAllBytes(Samples.file("aarch64-macos"));
    var intel = Files.readAllBytes(Samples.file("x86_64-macos"));
    var fat = ByteBuffer.allocate(48 + arm.length + intel.length);
    fat.putInt(0xcafe_babe).putInt(2);
    fat.putInt(0x0100_000c).putInt(0).putInt(48).putInt(arm.length).putInt(0);
    fat.putInt(0x0100_0007).putInt(3).putInt(48 + arm.length).putInt(intel.length).putInt(0);
    fat.put(arm).put(intel);
    var it = ArtifactReader.inspect(Files.write(folder.resolve("fat"), fat.array()));
    assertThat(it.machine().name()).isEqualTo("aarch64+x86_64");
    assertThat(it.kind()).isEqualTo(Kind.EXECUTABLE);
    assertThat(it.parts()).hasSize(2);
    assertThat(it.parts().getFirst().system()).isPresent();
    assertThat(it.parts().getLast().sizeBytes()).isEqualTo(intel.length);
    assertThat(InspectionText.lines(it))
        .contains(
            "  machine      aarch64+x86_64",
            "  for x86_64",
            "    system       macOS 13.0 or newer");
    assertThat(InspectionLine.of(it)).startsWith("Mach-O aarch64+x86_64, macOS 13.0 or newer, ");
    var java = Files.write(folder.resolve("A.class"), new byte[] {-54, -2, -70, -66, 0, 0, 0, 69});
    assertThat(problem(java).help()).contains("it is a Java class");
  }

  @Test
  void tellsTheUserWhatTheFileIsInstead() throws IOException {
    var list = Files.writeString(folder.resolve("app.d"), "/project/app: src/main.rs\n");
    assertThat(problem(list).lines())
        .containsExactly(
            "error[ARTIFACT_UNREADABLE]: '" + list + "' is no program and no library",
            "  --> " + list,
            "  help: it is the list of sources that cargo writes beside an artifact; inspect '"
                + folder.resolve("app")
                + "' instead");
    assertThat(problem(list).code().exitStatus()).isEqualTo(ExitStatus.ARTIFACT);
    var text = Files.writeString(folder.resolve("notes"), "größer\n".repeat(1000));
    assertThat(problem(text).help()).contains("it is a text file");
    var module = Files.writeString(folder.resolve("my-app.js"), "var Module;\n");
    assertThat(problem(module).help()).contains("it is a text file");
    Files.copy(Samples.file("emscripten.wasm"), folder.resolve("my_app.wasm"));
    assertThat(problem(module).help())
        .contains(
            "it is the JavaScript that starts a module; inspect '"
                + folder.resolve("my_app.wasm")
                + "' instead");
    var script = Files.writeString(folder.resolve("run"), "#!/bin/sh\n");
    assertThat(problem(script).help()).contains("it is a script");
    var empty = Files.writeString(folder.resolve("empty"), "");
    assertThat(problem(empty).help()).contains("it is empty");
    assertThat(problem(folder).summary()).endsWith("is a folder");
    assertThat(problem(folder.resolve("none")).summary()).endsWith("does not exist");
  }

  @Test
  void takesUnknownBinaryDataAsItIs() throws IOException {
    var image =
        Files.write(folder.resolve("firmware.bin"), new byte[] {0, 32, 0, 32, -63, 1, 0, 8, 9});
    var it = ArtifactReader.inspect(image);
    assertThat(it.format()).isEqualTo(Format.UNKNOWN);
    assertThat(it.sizeBytes()).isEqualTo(9);
  }

  @Test
  void saysThatAFileIsCutOff() throws IOException {
    var bytes = Files.readAllBytes(Samples.file("aarch64-glibc"));
    var cut = Files.write(folder.resolve("cut"), Arrays.copyOf(bytes, 3000));
    assertThat(problem(cut).summary())
        .isEqualTo("'" + cut + "' is damaged or cut off: its section table lies outside of it");
  }

  @Test
  void refusesHugeCounts() throws IOException {
    var bytes = Files.readAllBytes(Samples.file("x86_64-static"));
    var file = folder.resolve("sparse");
    try (var sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.write(bytes);
      sparse.setLength(1L << 40);
      // Section 0 of a table of no rows says how many there are.
      sparse.seek(40);
      sparse.writeLong(Long.reverseBytes(1L << 30));
      sparse.seek(60);
      sparse.writeShort(0);
      sparse.seek((1L << 30) + 32);
      sparse.writeLong(Long.reverseBytes(1L << 31));
    }
    assertThat(problem(file).summary()).endsWith("its section table claims 2147483648 rows");
  }

  @Test
  void ignoresWeakVersions() throws IOException {
    var bytes = Files.readAllBytes(Samples.file("aarch64-glibc"));
    // The version table's row for 2.34: its ELF hash, then the flags.
    int row = indexOf(bytes, new byte[] {(byte) 0xb4, (byte) 0x91, (byte) 0x96, 0x06});
    assertThat(row).isPositive();
    bytes[row + 4] = 2;
    var it = ArtifactReader.inspect(Files.write(folder.resolve("weak"), bytes));
    assertThat(it.glibc().orElseThrow().minimum()).hasToString("2.17");
  }

  private Path written(String name, String hexadecimal) throws IOException {
    return Files.write(folder.resolve(name), HexFormat.of().parseHex(hexadecimal.replace(" ", "")));
  }

  private static int indexOf(byte[] bytes, byte[] wanted) {
    return new String(bytes, StandardCharsets.ISO_8859_1)
        .indexOf(new String(wanted, StandardCharsets.ISO_8859_1));
  }

  private static Linkage linkage(String sample) {
    return Samples.inspect(sample).linking().orElseThrow().linkage();
  }

  private static Map<String, List<String>> symbols(Optional<VersionFloor> floor) {
    var map = new java.util.TreeMap<String, List<String>>();
    floor.orElseThrow().symbols().forEach((version, names) -> map.put(version.toString(), names));
    return map;
  }

  private static Version version(String text) {
    return Version.parse(text).orElseThrow();
  }

  private static Problem problem(Path file) {
    var thrown = catchThrowableOfType(ProblemException.class, () -> ArtifactReader.inspect(file));
    assertThat(thrown).as("reading " + file).isNotNull();
    return thrown.problems().getFirst();
  }
}
