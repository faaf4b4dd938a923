package dev.portcullis.policy.plan;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portcullis.policy.bundle.PolicyBundle;
import dev.portcullis.policy.plan.compile.PlanClasses;
import dev.portcullis.policy.plan.compile.PlanCompiler;
import dev.portcullis.policy.plan.compile.PlanIndex;
import dev.portcullis.policy.plan.ir.PolicyReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/**
 * Compiles the plan of the built-in pack while the gate is built, and finds it again when the gate
 * starts. The classes are named after the digest of the plan that they were made of and asked for
 * by the one that the manifest of the bundle vouches for, so classes of another plan cannot be
 * taken by mistake.
 */
public final class PackClasses {
  /** Of its own, because it is emptied, and outside of what people wrote. */
  private static final String PACKAGE = "portcullis.plan";

  private static final String ALGORITHM = "sha256:";
  private static final String INDEX = ".index";

  private PackClasses() {}

  /** Part of the build. Argument: folder of the classes of this module. */
  public static void main(String[] args) throws IOException {
    var bundle = PolicyBundle.builtIn();
    var plan = PolicyReader.read(new ObjectMapper().readTree(bundle.plan()));
    var root = Path.of(args[0]);
    delete(root.resolve(PACKAGE.replace('.', '/')));
    for (var traced : List.of(false, true)) {
      write(root, PlanCompiler.compile(plan, nameFor(bundle.planDigest(), traced), traced));
    }
  }

  private static void write(Path root, PlanClasses compiled) throws IOException {
    for (var entry : compiled.classes().entrySet()) {
      write(root.resolve(entry.getKey().replace('.', '/') + ".class"), entry.getValue());
    }
    write(
        root.resolve(compiled.main().replace('.', '/') + INDEX),
        compiled.index().text().getBytes(StandardCharsets.UTF_8));
  }

  private static void write(Path file, byte[] content) throws IOException {
    Files.createDirectories(file.getParent());
    Files.write(file, content);
  }

  private static void delete(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      try (var files = Files.walk(folder)) {
        for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private static String nameFor(String digest, boolean traced) {
    if (!digest.startsWith(ALGORITHM)) {
      throw new IllegalArgumentException("not a digest: " + digest);
    }
    return PACKAGE + (traced ? ".Traced_" : ".Sha256_") + digest.substring(ALGORITHM.length());
  }

  /** The program of a pack: compiled when the gate was built, or now. */
  static PlanProgram of(PolicyBundle bundle, boolean traced) {
    var name = nameFor(bundle.planDigest(), traced);
    try {
      var main = Class.forName(name, true, PackClasses.class.getClassLoader());
      return PlanProgram.of(main, index(main), traced);
    } catch (ClassNotFoundException e) {
      return compiledNow(bundle, traced);
    } catch (IOException e) {
      throw new PlanException("the compiled policy cannot be read; build the gate again", e);
    }
  }

  private static PlanIndex index(Class<?> main) throws IOException {
    try (var in = main.getResourceAsStream(main.getSimpleName() + INDEX)) {
      if (in == null) {
        throw new PlanException("the compiled policy has no index; build the gate again");
      }
      return PlanIndex.read(new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)));
    }
  }

  private static PlanProgram compiledNow(PolicyBundle bundle, boolean traced) {
    try {
      return PlanProgram.compile(new ObjectMapper().readTree(bundle.plan()), traced);
    } catch (IOException e) {
      throw new PlanException("the plan of the bundle is no JSON", e);
    }
  }
}
