package dev.portcullis.lambda.privilege;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The modules that a handler of Node.js loads, and the commands of the SDK that they make. Whatever
 * could hide a command is refused: it must be imported from its client under its own name.
 */
final class NodeModules {
  private static final Pattern IMPORT =
      Pattern.compile(
          "\\b(?<how>import|export)\\s*(?:(?<names>[\\w$*\\s,{}]*?)\\bfrom\\s*)?"
              + "(?<quote>['\"])(?<from>[^'\"\\n]+)\\k<quote>");
  private static final Pattern NAMES = Pattern.compile("\\s*\\{([^}]*)}\\s*");
  private static final Pattern LOADED = Pattern.compile("\\bimport\\s*\\(|[rR]equire\\s*\\(");
  private static final String SDK = "@aws-sdk/";
  private static final String CLIENT = SDK + "client-";

  /** What has no way to AWS; anything else must be looked at first. */
  private static final Pattern OTHER = Pattern.compile("node:.+|postgres");

  /** Name of the client to the prefix of its actions, where they differ. */
  private static final Map<String, String> PREFIXES =
      Map.of("secrets-manager", "secretsmanager", "eventbridge", "events");

  private NodeModules() {}

  /**
   * The operations of AWS that a handler may come to.
   *
   * @throws IllegalStateException naming the module that may call more than can be seen
   */
  static Set<String> actionsOf(Path module) throws IOException {
    var actions = new TreeSet<String>();
    var seen = new TreeSet<Path>();
    var unread = new ArrayDeque<Path>();
    unread.add(module.normalize());
    while (!unread.isEmpty()) {
      var next = unread.pop();
      if (seen.add(next)) {
        var text = Files.readString(next);
        unless(!LOADED.matcher(text).find(), next, "imports not only at the top");
        var ofSdk = 0;
        var imports = IMPORT.matcher(text);
        while (imports.find()) {
          var from = imports.group("from");
          if (from.startsWith(".")) {
            unread.add(next.resolveSibling(from).normalize());
          } else if (from.startsWith(CLIENT) && imports.group("how").equals("import")) {
            ofSdk++;
            commands(next, imports.group("names"), text)
                .map(command -> action(from, command))
                .forEach(actions::add);
          } else {
            unless(OTHER.matcher(from).matches(), next, "nobody knows what this calls: " + from);
          }
        }
        unless(text.split(SDK, -1).length == ofSdk + 1, next, "has the SDK in another way");
      }
    }
    return actions;
  }

  private static Stream<String> commands(Path module, String names, String text) {
    var list = NAMES.matcher(names == null ? "" : names);
    unless(list.matches(), module, "imports a client not by names");
    var imported =
        Stream.of(list.group(1).split(",", -1))
            .map(String::strip)
            .filter(name -> !name.isEmpty())
            .toList();
    for (var name : imported) {
      unless(name.matches("\\w+(Client|Command)"), module, "no client and no command: " + name);
      unless(text.contains("new " + name + "("), module, "imports and does not make: " + name);
    }
    return imported.stream().filter(name -> name.endsWith("Command"));
  }

  private static String action(String client, String command) {
    var name = client.substring(CLIENT.length());
    return PREFIXES.getOrDefault(name, name)
        + ":"
        + command.substring(0, command.length() - "Command".length());
  }

  private static void unless(boolean good, Path module, String what) {
    if (!good) {
      throw new IllegalStateException(module + ": " + what);
    }
  }
}
