package dev.portcullis.facts;

import com.pulumi.aws.Provider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.tree.AnnotationNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldNode;

/**
 * The resource types of the provider and their inputs, read from the bytes of the jar on the class
 * path: loading 20,000 classes would take longer and run their initialisers.
 */
final class ProviderJar implements AutoCloseable {
  private static final String ROOT = "com/pulumi/aws/";
  private static final Pattern BLOCK = Pattern.compile("L(" + ROOT + "[\\w/]+);");
  private static final String RESOURCE_TYPE = "Lcom/pulumi/core/annotations/ResourceType;";
  private static final String IMPORT = "Lcom/pulumi/core/annotations/Import;";

  private final ZipFile jar;
  private final Map<String, List<ProviderInput>> inputs = new HashMap<>();

  private ProviderJar(ZipFile jar) {
    this.jar = jar;
  }

  static ProviderJar onClassPath() {
    try {
      var location = Provider.class.getProtectionDomain().getCodeSource().getLocation();
      return new ProviderJar(new ZipFile(Path.of(location.toURI()).toFile()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the provider is not a jar on the class path", e);
    }
  }

  /** Type token to the internal name of its argument class, e.g. {@code aws:sqs/queue:Queue}. */
  SortedMap<String, String> types() {
    var types = new TreeMap<String, String>();
    for (var entry : Collections.list(jar.entries())) {
      if (isResourceCandidate(entry.getName())) {
        var node = parse(entry);
        annotationValue(node.visibleAnnotations, RESOURCE_TYPE, "type")
            .map(Object::toString)
            .filter(token -> token.startsWith("aws:"))
            .ifPresent(token -> types.put(token, node.name + "Args"));
      }
    }
    return types;
  }

  /** Inputs of an argument class in the order of the class file; empty for any other class. */
  List<ProviderInput> inputs(String className) {
    var known = inputs.get(className);
    if (known == null) {
      known = readInputs(className);
      inputs.put(className, known);
    }
    return known;
  }

  private List<ProviderInput> readInputs(String className) {
    var entry = jar.getEntry(className + ".class");
    if (entry == null) {
      return List.of();
    }
    var found = new ArrayList<ProviderInput>();
    for (var field : parse(entry).fields) {
      annotationValue(field.visibleAnnotations, IMPORT, "name")
          .ifPresent(name -> found.add(input(name.toString(), field)));
    }
    return List.copyOf(found);
  }

  private ProviderInput input(String name, FieldNode field) {
    var signature = field.signature == null ? field.desc : field.signature;
    var blocks =
        BLOCK
            .matcher(signature)
            .results()
            .map(match -> match.group(1))
            .filter(this::hasInputs)
            .toList();
    return new ProviderInput(name, shape(signature), blocks);
  }

  private boolean hasInputs(String className) {
    var entry = jar.getEntry(className + ".class");
    return entry != null
        && parse(entry).fields.stream()
            .anyMatch(
                field -> annotationValue(field.visibleAnnotations, IMPORT, "name").isPresent());
  }

  private static ProviderInput.Shape shape(String signature) {
    if (signature.contains("java/util/List<")) {
      return ProviderInput.Shape.LIST;
    }
    return signature.contains("java/util/Map<")
        ? ProviderInput.Shape.MAP
        : ProviderInput.Shape.SINGLE;
  }

  private static boolean isResourceCandidate(String name) {
    return name.startsWith(ROOT)
        && name.endsWith(".class")
        && !name.endsWith("Args.class")
        && !name.contains("$")
        && !name.contains("/inputs/")
        && !name.contains("/outputs/")
        && !name.contains("/enums/");
  }

  private ClassNode parse(ZipEntry entry) {
    try (var bytes = jar.getInputStream(entry)) {
      var node = new ClassNode();
      new ClassReader(bytes)
          .accept(node, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
      return node;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<Object> annotationValue(
      @Nullable List<AnnotationNode> annotations, String descriptor, String key) {
    if (annotations == null) {
      return Optional.empty();
    }
    return annotations.stream()
        .filter(annotation -> annotation.desc.equals(descriptor) && annotation.values != null)
        .flatMap(annotation -> pairValue(annotation.values, key).stream())
        .findFirst();
  }

  private static Optional<Object> pairValue(List<Object> pairs, String key) {
    var at = pairs.indexOf(key);
    return at < 0 ? Optional.empty() : Optional.of(pairs.get(at + 1));
  }

  @Override
  public void close() throws IOException {
    jar.close();
  }
}
