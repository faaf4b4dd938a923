package dev.portcullis.lambda.postgres;

/** Where credentials come from that change while the function runs. */
public interface CredentialSource {

  /** The credentials as far as known; may be some minutes old. */
  Credentials known();

  /** The credentials as they are now: the known ones were refused. */
  Credentials renewed();
}
