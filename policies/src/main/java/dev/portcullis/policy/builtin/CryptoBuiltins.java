package dev.portcullis.policy.builtin;

import dev.portcullis.policy.builtin.Builtin.Fn1;
import dev.portcullis.policy.builtin.Builtin.Fn2;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/** The digests of {@code crypto.*}, in hexadecimal. */
final class CryptoBuiltins {
  private CryptoBuiltins() {}

  static Builtin named(String name) {
    return switch (name) {
      case "crypto.md5" -> digest("MD5");
      case "crypto.sha1" -> digest("SHA-1");
      case "crypto.sha256" -> digest("SHA-256");
      case "crypto.hmac.md5" -> hmac("HmacMD5");
      case "crypto.hmac.sha1" -> hmac("HmacSHA1");
      case "crypto.hmac.sha256" -> hmac("HmacSHA256");
      case "crypto.hmac.sha512" -> hmac("HmacSHA512");
      case "crypto.hmac.equal" -> (Fn2) CryptoBuiltins::equal;
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static Fn1 digest(String algorithm) {
    return (context, a) -> {
      var text = Operands.string(a, 1);
      context.charge(text.length());
      try {
        var digest = MessageDigest.getInstance(algorithm).digest(GoText.bytes(text));
        return HexFormat.of().formatHex(digest);
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(algorithm + " is part of every Java", e);
      }
    };
  }

  private static Fn2 hmac(String algorithm) {
    return (context, a, b) -> {
      var text = Operands.string(a, 1);
      var key = GoText.bytes(Operands.string(b, 2));
      context.charge(text.length());
      try {
        var mac = Mac.getInstance(algorithm);
        mac.init(new Key(algorithm, key));
        return HexFormat.of().formatHex(mac.doFinal(GoText.bytes(text)));
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(algorithm + " is part of every Java", e);
      }
    };
  }

  /** Unlike Java's own, it may be empty, as it may in Go. */
  private static final class Key implements SecretKey {
    private static final long serialVersionUID = 1;

    private final String algorithm;
    private final byte[] bytes;

    Key(String algorithm, byte[] bytes) {
      this.algorithm = algorithm;
      this.bytes = bytes;
    }

    @Override
    public String getAlgorithm() {
      return algorithm;
    }

    @Override
    public String getFormat() {
      return "RAW";
    }

    @Override
    public byte[] getEncoded() {
      return bytes.clone();
    }
  }

  private static Object equal(BuiltinContext context, Object a, Object b) {
    return MessageDigest.isEqual(
        GoText.bytes(Operands.string(a, 1)), GoText.bytes(Operands.string(b, 2)));
  }
}
