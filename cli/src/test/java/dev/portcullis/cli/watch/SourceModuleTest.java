package dev.portcullis.cli.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is compiled after a change, and that the classes are always those of the sources. */
class SourceModuleTest {
  private static final String USER = "demo/User.java";

  @TempDir private Path folder;
  private SourceModule module;

  @BeforeEach
  void write() throws Exception {
    source("demo/Limits.java", "package demo; class Limits { static final int MOST = 3; }");
    source(
        "demo/Maths.java",
        "package demo; class Maths { static int twice(int x) { return x + x; } }");
    source(
        USER,
        "package demo; public class User { public static int answer() { return Maths.twice(Limits.MOST); } }");
    module =
        new SourceModule(ToolProvider.getSystemJavaCompiler(), folder, "src/", "demo", List.of());
    assertThat(module.update()).isEqualTo(new SourceModule.Result(3, List.of()));
    assertThat(answer()).isEqualTo(6);
  }

  @AfterEach
  void close() {
    module.close();
  }

  @Test
  void compilesNothingWhenNothingChanged() throws IOException {
    source("demo/notes.txt", "no source");
    assertThat(module.update().compiledFiles()).isZero();
  }

  @Test
  void compilesTheChangedFileAloneWhenOthersSeeNoDifference() throws Exception {
    source(
        "demo/Maths.java",
        "package demo; class Maths { private static int half() { return 1; } static int twice(int x) { return 3 * x; } }");
    assertThat(module.update()).isEqualTo(new SourceModule.Result(1, List.of()));
    assertThat(answer()).isEqualTo(9);
  }

  @Test
  void followsAConstantThatTheCompilerCopiedIntoOthers() throws Exception {
    source("demo/Limits.java", "package demo; class Limits { static final int MOST = 5; }");
    assertThat(module.update().compiledFiles()).isEqualTo(3);
    assertThat(answer()).isEqualTo(10);
  }

  @Test
  void followsAChangedSignature() throws Exception {
    source(
        "demo/Maths.java",
        "package demo; class Maths { static int twice(long x) { return (int) (x * 4); } }");
    assertThat(module.update().compiledFiles()).isEqualTo(3);
    assertThat(answer()).isEqualTo(12);
  }

  @Test
  void tellsFileAndLineOfAnErrorAndKeepsTheClasses() throws Exception {
    source(USER, "package demo;\npublic class User {\n  int broken( { }\n}");
    var result = module.update();
    assertThat(result.errors())
        .isNotEmpty()
        .first()
        .asString()
        .startsWith("src/demo/User.java:3: ");
    assertThat(answer()).isEqualTo(6);
    assertThat(module.update().errors()).as("still broken").isEqualTo(result.errors());
  }

  @Test
  void tellsWhatAChangeBrokeInAnotherFile() throws IOException {
    source("demo/Maths.java", "package demo; class Maths { }");
    assertThat(module.update().errors())
        .singleElement()
        .asString()
        .startsWith("src/demo/User.java:1: ");
  }

  @Test
  void compilesWhatChangedWhileAnotherFileWasBroken() throws Exception {
    source(USER, "package demo; nonsense");
    assertThat(module.update().errors()).isNotEmpty();
    source(
        "demo/Maths.java",
        "package demo; class Maths { static int twice(int x) { return 7 * x; } }");
    assertThat(module.update().errors()).isNotEmpty();
    source(
        USER,
        "package demo; public class User { public static int answer() { return 1 + Maths.twice(1); } }");
    assertThat(module.update().errors()).isEmpty();
    assertThat(answer()).isEqualTo(8);
  }

  @Test
  void followsNewAndDeletedFiles() throws Exception {
    source("demo/More.java", "package demo; class More { static final int BY = 100; }");
    source(
        USER, "package demo; public class User { public static int answer() { return More.BY; } }");
    assertThat(module.update()).isEqualTo(new SourceModule.Result(4, List.of()));
    assertThat(answer()).isEqualTo(100);
    Files.delete(folder.resolve("demo/More.java"));
    assertThat(module.update().errors()).isNotEmpty();
    assertThat(answer()).as("the last that compiled").isEqualTo(100);
  }

  @Test
  void failsForAClassInAFileOfAnotherName() throws IOException {
    source(
        "demo/Maths.java", Files.readString(folder.resolve("demo/Maths.java")) + " class Odd { }");
    assertThat(module.update().errors()).singleElement().asString().contains("demo.Odd");
  }

  @Test
  void keepsTheLinesOfTheSources() throws Exception {
    source(
        USER,
        "package demo;\n\npublic class User {\n  public static int answer() {\n    throw new IllegalStateException();\n  }\n}");
    assertThat(module.update().errors()).isEmpty();
    try {
      answer();
    } catch (java.lang.reflect.InvocationTargetException e) {
      var frame = e.getCause().getStackTrace()[0];
      assertThat(frame.getFileName() + ":" + frame.getLineNumber()).isEqualTo("User.java:5");
      return;
    }
    throw new AssertionError("it should have failed");
  }

  private int answer() throws Exception {
    var loader =
        new ProgramLoader(ClassLoader.getPlatformClassLoader(), "demo", module.classes(), folder);
    return (int) loader.loadClass("demo.User").getMethod("answer").invoke(null);
  }

  private void source(String name, String text) throws IOException {
    var file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
