package dev.portcullis.policy.value;

/** Rego's null, which is a value; Java's null is undefined. */
public enum RegoNull {
  NULL;

  @Override
  public String toString() {
    return "null";
  }
}
