package dev.portcullis.sweep.source;

import dev.portcullis.policy.Digests;

/** The content of one source, read once, with its digest. */
public final class Document {
  private final String name;
  private final byte[] content;
  private final String digest;

  /**
   * @param name how results and errors call it
   */
  public Document(String name, byte[] content) {
    this.name = name;
    this.content = content;
    this.digest = Digests.of(content);
  }

  public String name() {
    return name;
  }

  /** The bytes; not to be changed. */
  public byte[] content() {
    return content;
  }

  /** {@code sha256:} and 64 hexadecimal digits. */
  public String digest() {
    return digest;
  }
}
