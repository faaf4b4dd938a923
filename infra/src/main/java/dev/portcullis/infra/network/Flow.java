package dev.portcullis.infra.network;

/**
 * TCP connections that are wanted. Everything else is refused. One flow is the rule that lets them
 * out of the one group and the rule that lets them into the other, so that neither is forgotten.
 *
 * @param from who connects
 * @param to to whom
 * @param port TCP port
 * @param reason why; becomes the description of the rules
 */
public record Flow(Peer from, Peer to, int port, String reason) {
  /** The characters AWS admits in a description. */
  private static final String DESCRIPTION = "[a-zA-Z0-9. _\\-:/()#,@\\[\\]+=&;{}!$*]{1,255}";

  private static final int HTTPS = 443;

  public Flow {
    if (from instanceof Peer.Service) {
      throw new IllegalArgumentException(
          "from: a service never connects, got " + from.role() + "; name a group or the internet");
    }
    if (to instanceof Peer.Internet && port != HTTPS) {
      throw new IllegalArgumentException(
          "to: nothing here may call the internet but by HTTPS, got port " + port + "; use 443");
    }
    if (!(from instanceof Peer.Group) && !(to instanceof Peer.Group)) {
      throw new IllegalArgumentException(
          "from, to: no group on either end, got "
              + from.role()
              + " and "
              + to.role()
              + "; rules belong to groups, name at least one");
    }
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("port: out of range, got " + port + "; 1 to 65535");
    }
    if (!reason.matches(DESCRIPTION)) {
      throw new IllegalArgumentException(
          "reason: not a description AWS admits, got \""
              + reason
              + "\"; 1 to 255 letters, digits and simple punctuation");
    }
  }
}
