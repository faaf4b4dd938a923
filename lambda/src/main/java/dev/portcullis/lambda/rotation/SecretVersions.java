package dev.portcullis.lambda.rotation;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One secret and its versions. A stage is a label that one version at a time carries. */
interface SecretVersions {
  /** The version in use. */
  String CURRENT = "AWSCURRENT";

  /** The version that is about to be in use. */
  String PENDING = "AWSPENDING";

  /** The version that was in use before. */
  String PREVIOUS = "AWSPREVIOUS";

  /**
   * What Secrets Manager knows of the secret.
   *
   * @param rotating whether rotation is on
   * @param stages version to its stages
   */
  record Description(boolean rotating, Map<String, Set<String>> stages) {

    /** The version with that stage. */
    Optional<String> versionAt(String stage) {
      return stages.entrySet().stream()
          .filter(entry -> entry.getValue().contains(stage))
          .map(Map.Entry::getKey)
          .findFirst();
    }
  }

  /** Describes the secret. */
  Description describe();

  /** Value of the version with that stage; empty when there is none. */
  Optional<String> at(String stage);

  /** Value of a version, if it has that stage and has a value yet. */
  Optional<String> at(String stage, String version);

  /**
   * Stores the value of a version that is to be in use; one that has a value keeps it.
   *
   * @param version also the request token
   */
  void putPending(String version, String value);

  /** Makes a version the one in use. */
  void makeCurrent(String version, Optional<String> insteadOf);
}
