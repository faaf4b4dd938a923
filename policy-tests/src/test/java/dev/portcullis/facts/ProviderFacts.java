package dev.portcullis.facts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The raw facts: which inputs of which type have to do with encryption, deletion or tags, judged by
 * the names of the properties alone. What they mean is curated in {@code policies/src/facts}.
 *
 * @param argsClasses type token to argument class
 * @param encryption type token to the paths of its encryption inputs; only types that have any
 * @param deletion type token to the paths of the inputs that delay or prevent deletion
 * @param tags type token to the shape of its {@code tags} input: {@code map} or {@code list}
 */
record ProviderFacts(
    SortedMap<String, String> argsClasses,
    SortedMap<String, SortedSet<String>> encryption,
    SortedMap<String, SortedSet<String>> deletion,
    SortedMap<String, String> tags) {

  private static final Pattern ENCRYPTION =
      Pattern.compile(
          "kms|Kms|KMS|[eE]ncrypt|^sse$|^sse[A-Z]|[a-z0-9](SSE|Sse)([A-Z0-9]|$)"
              + "|customerManagedKey|[cC]mkArn|volumeEncryptionKey");

  private static final Pattern DELETION =
      Pattern.compile(
          "^("
              + String.join(
                  "|",
                  List.of(
                      "disableApiTermination",
                      "disableApiStop",
                      "protectFromScaleIn",
                      "forceDelete.*",
                      "skipFinalBackup.*",
                      "finalSnapshot(Identifier)?",
                      "recoveryWindowInDays",
                      "deletionWindowInDays",
                      "deleteProtection",
                      "deleteAutomatedBackups",
                      "keepJobFlowAliveWhenNoSteps",
                      "retainOnDelete",
                      "retainStacks?",
                      "deleteOnTermination",
                      "objectLockEnabled",
                      "permanentDeletionTimeInDays",
                      "forceDetachPolicies",
                      "forceOverwriteReplicaSecret",
                      "skipDeletionCheck",
                      "bypassPolicyLockoutSafetyCheck",
                      ".*[dD]eletionProtection.*",
                      ".*[tT]erminationProtection.*",
                      ".*ChangeProtection",
                      ".*(force|skip|prevent)(Destroy|Delete|Deletion|FinalSnapshot).*"))
              + ")$");

  static ProviderFacts read() {
    try (var jar = ProviderJar.onClassPath()) {
      var types = jar.types();
      var paths = new InputPaths(jar);
      var encryption = new TreeMap<String, SortedSet<String>>();
      var deletion = new TreeMap<String, SortedSet<String>>();
      var tags = new TreeMap<String, String>();
      types.forEach(
          (type, args) -> {
            putUnlessEmpty(encryption, type, paths.namedOrWithin(args, ENCRYPTION));
            putUnlessEmpty(deletion, type, paths.named(args, DELETION));
            jar.inputs(args).stream()
                .filter(input -> input.name().equals("tags"))
                .forEach(input -> tags.put(type, tagShape(input)));
          });
      return new ProviderFacts(types, encryption, deletion, tags);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String tagShape(ProviderInput tags) {
    return switch (tags.shape()) {
      case MAP -> "map";
      case LIST -> "list";
      case SINGLE -> "single";
    };
  }

  private static void putUnlessEmpty(
      Map<String, SortedSet<String>> facts, String type, SortedSet<String> paths) {
    if (!paths.isEmpty()) {
      facts.put(type, paths);
    }
  }
}
