package dev.portcullis.facts;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads {@code require}: the block whose existence makes a missing value an offence. */
final class SlotAnchor {
  private SlotAnchor() {}

  /** Path of the block; empty for the resource itself, null when a missing value is right. */
  static @Nullable String of(String path, SlotRule rule) {
    var parent = path.contains(".") ? path.substring(0, path.lastIndexOf('.')) : "";
    var require = rule.require();
    if (require == null || require.equals("with-parent")) {
      return parent;
    }
    if (require.startsWith("with ")) {
      var anchor = require.substring("with ".length());
      if (!path.startsWith(anchor + ".")) {
        throw new IllegalArgumentException(path + " is not inside " + anchor);
      }
      return anchor;
    }
    return switch (require.toLowerCase(Locale.ROOT)) {
      case "always" -> "";
      case "when-set" -> null;
      default -> throw new IllegalArgumentException("require: " + require);
    };
  }
}
