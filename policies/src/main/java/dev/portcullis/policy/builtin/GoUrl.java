package dev.portcullis.policy.builtin;

import dev.portcullis.policy.value.RegoObject;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A URL as Go's {@code net/url} takes it apart, which Java's own classes do differently.
 *
 * @param host with brackets and port, as written but for escapes
 * @param rawPath the path as it is written, when that is not what encoding it would give
 */
record GoUrl(
    String scheme, String host, String path, String rawPath, String query, String fragment) {
  private static final Pattern SCHEME =
      Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*):(.*)", Pattern.DOTALL);
  private static final Pattern PORT = Pattern.compile("(:[0-9]*)?");
  private static final Pattern USER = Pattern.compile("[A-Za-z0-9._:~!$&'()*+,;=%@-]*");

  /**
   * The parts of a URL, which need not be absolute.
   *
   * @throws BuiltinException when it is none
   */
  static GoUrl parse(String text) {
    var hash = text.indexOf('#');
    var url = hash < 0 ? text : text.substring(0, hash);
    var fragment = hash < 0 ? "" : UrlText.FRAGMENT.decode(text.substring(hash + 1));
    if (url.chars().anyMatch(c -> c < ' ' || c == 0x7F)) {
      throw bad("invalid control character in URL");
    }
    if (url.startsWith(":")) {
      throw bad("missing protocol scheme");
    }
    if (url.equals("*")) {
      return new GoUrl("", "", "*", "", "", fragment);
    }
    var matcher = SCHEME.matcher(url);
    var scheme = matcher.matches() ? matcher.group(1).toLowerCase(Locale.ROOT) : "";
    var rest = matcher.matches() ? matcher.group(2) : url;
    var mark = rest.indexOf('?');
    var query = mark < 0 ? "" : rest.substring(mark + 1);
    return hierarchical(scheme, mark < 0 ? rest : rest.substring(0, mark), query, fragment);
  }

  private static GoUrl hierarchical(String scheme, String rest, String query, String fragment) {
    if (!rest.startsWith("/")) {
      if (!scheme.isEmpty()) {
        return new GoUrl(scheme, "", "", "", query, fragment);
      }
      if (rest.split("/", 2)[0].indexOf(':') >= 0) {
        throw bad("first path segment in URL cannot contain colon");
      }
    }
    var host = "";
    var path = rest;
    if (rest.startsWith("//") && !(scheme.isEmpty() && rest.startsWith("///"))) {
      var end = rest.indexOf('/', 2);
      var authority = rest.substring(2, end < 0 ? rest.length() : end);
      path = end < 0 ? "" : rest.substring(end);
      host = authority(scheme, authority);
    }
    var decoded = UrlText.PATH.decode(path);
    var raw = UrlText.PATH.encode(decoded).equals(path) ? "" : path;
    return new GoUrl(scheme, host, decoded, raw, query, fragment);
  }

  private static BuiltinException bad(String problem) {
    return new BuiltinException("net/url: " + problem);
  }

  private static String authority(String scheme, String authority) {
    var at = authority.lastIndexOf('@');
    var host = host(scheme, authority.substring(at + 1));
    if (at >= 0) {
      var user = authority.substring(0, at);
      if (!USER.matcher(user).matches()) {
        throw bad("invalid userinfo");
      }
      UrlText.USER.decode(user);
    }
    return host;
  }

  private static String host(String scheme, String host) {
    var bracket = host.lastIndexOf('[');
    if (bracket > 0) {
      throw bad("invalid IP-literal");
    }
    if (bracket == 0) {
      return literal(host);
    }
    var colon = host.indexOf(':');
    if (colon >= 0) {
      var strict = scheme.equals("http") || scheme.equals("https");
      checkPort(host.substring(strict ? colon : host.lastIndexOf(':')));
    }
    return UrlText.HOST.decode(host);
  }

  private static void checkPort(String port) {
    if (!PORT.matcher(port).matches()) {
      throw bad("invalid port after host");
    }
  }

  private static String literal(String host) {
    var end = host.lastIndexOf(']');
    if (end < 0) {
      throw bad("missing ']' in host");
    }
    checkPort(host.substring(end + 1));
    var name = host.substring(1, end);
    var zone = name.indexOf("%25");
    var decoded =
        zone < 0
            ? UrlText.HOST.decode(name)
            : UrlText.HOST.decode(name.substring(0, zone))
                + UrlText.ZONE.decode(name.substring(zone));
    var percent = decoded.indexOf('%');
    var address = percent < 0 ? decoded : decoded.substring(0, percent);
    var parsed = IpAddress.parseAsWritten(address);
    if (parsed == null || parsed.length() == IpAddress.V4 || percent == decoded.length() - 1) {
      throw bad("invalid host");
    }
    return "[" + decoded + "]" + host.substring(end + 1);
  }

  /** What OPA shows of it: the parts that are not empty. */
  RegoObject described() {
    var result = new RegoObject();
    var colon = host.lastIndexOf(':');
    var hasPort = colon >= 0 && PORT.matcher(host.substring(colon)).matches();
    var name = hasPort ? host.substring(0, colon) : host;
    var bare =
        name.startsWith("[") && name.endsWith("]") ? name.substring(1, name.length() - 1) : name;
    put(result, "scheme", scheme);
    put(result, "hostname", bare);
    put(result, "port", hasPort ? host.substring(colon + 1) : "");
    put(result, "path", path);
    put(result, "raw_path", rawPath.isEmpty() ? path : rawPath);
    put(result, "raw_query", query);
    put(result, "fragment", fragment);
    return result;
  }

  private static void put(RegoObject result, String key, String value) {
    if (!value.isEmpty()) {
      result.put(key, value);
    }
  }
}
