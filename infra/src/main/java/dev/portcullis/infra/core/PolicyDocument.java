package dev.portcullis.infra.core;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.pulumi.core.Output;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * An IAM policy document under construction. Statements name exact actions and exact resources;
 * what may stay a wildcard is said by rule family IAM, not here. The JSON is deterministic: members
 * in AWS's order, conditions sorted.
 */
public final class PolicyDocument {
  private static final Gson JSON = new GsonBuilder().disableHtmlEscaping().create();

  private final List<Output<Map<String, Object>>> statements = new ArrayList<>();

  private PolicyDocument() {}

  /** An empty document. */
  public static PolicyDocument create() {
    return new PolicyDocument();
  }

  /** A trust policy: that service may assume the role. */
  public static Output<String> trust(String service) {
    return create().add(Statement.allow("Assume").action("sts:AssumeRole").service(service)).json();
  }

  /**
   * A trust policy for a service that says for whom it acts: that service may assume the role when
   * it acts for this account.
   */
  public static Output<String> trust(String service, Output<String> accountId) {
    return create()
        .add(
            Statement.allow("Assume")
                .action("sts:AssumeRole")
                .service(service)
                .when("StringEquals", "aws:SourceAccount", accountId))
        .json();
  }

  /** Adds a statement. */
  public PolicyDocument add(Statement statement) {
    statements.add(statement.render());
    return this;
  }

  /** The document as JSON text; unknown while any ARN in it is unknown. */
  public Output<String> json() {
    return Output.all(statements)
        .applyValue(
            rendered -> {
              var document = new LinkedHashMap<String, Object>();
              document.put("Version", "2012-10-17");
              document.put("Statement", rendered);
              return JSON.toJson(document);
            });
  }

  /** One statement; effect and sid first, then actions, resources, principals, conditions. */
  public static final class Statement {
    private final String effect;
    private final String sid;
    private final List<String> actions = new ArrayList<>();
    private final List<Output<String>> resources = new ArrayList<>();
    private final Map<String, List<Output<String>>> principals = new TreeMap<>();
    private final Map<String, Map<String, List<Output<String>>>> conditions = new TreeMap<>();

    private Statement(String effect, String sid) {
      this.effect = effect;
      this.sid = sid;
    }

    /** An Allow statement. */
    public static Statement allow(String sid) {
      return new Statement("Allow", sid);
    }

    /** A Deny statement. */
    public static Statement deny(String sid) {
      return new Statement("Deny", sid);
    }

    /** Exact actions, {@code service:Action}. */
    public Statement action(String... exact) {
      actions.addAll(List.of(exact));
      return this;
    }

    /** A resource ARN that is known when the program is written. */
    public Statement on(String arn) {
      return on(Output.of(arn));
    }

    /** A resource ARN that comes from another resource: this is the edge the graph shows. */
    public Statement on(Output<String> arn) {
      resources.add(arn);
      return this;
    }

    /** A service principal, e.g. {@code logs.us-east-1.amazonaws.com}. */
    public Statement service(String principal) {
      return principal("Service", Output.of(principal));
    }

    /** An AWS principal: role ARN or account root. */
    public Statement aws(Output<String> arn) {
      return principal("AWS", arn);
    }

    /** Everyone: only ever for a Deny. */
    public Statement everyone() {
      return principal("*", Output.of("*"));
    }

    /** A condition with one value. */
    public Statement when(String operator, String key, String value) {
      return when(operator, key, Output.of(value));
    }

    /** A condition with one value that comes from another resource. */
    public Statement when(String operator, String key, Output<String> value) {
      conditions
          .computeIfAbsent(operator, o -> new TreeMap<>())
          .computeIfAbsent(key, k -> new ArrayList<>())
          .add(value);
      return this;
    }

    private Statement principal(String kind, Output<String> value) {
      principals.computeIfAbsent(kind, k -> new ArrayList<>()).add(value);
      return this;
    }

    private Output<Map<String, Object>> render() {
      var keys = new ArrayList<String>();
      var outputs = new ArrayList<Output<String>>();
      principals.forEach(
          (kind, values) ->
              values.forEach(
                  value -> {
                    keys.add(kind);
                    outputs.add(value);
                  }));
      var principalCount = outputs.size();
      outputs.addAll(resources);
      var conditionStart = outputs.size();
      conditions.values().forEach(byKey -> byKey.values().forEach(outputs::addAll));
      return Output.all(outputs)
          .applyValue(
              known ->
                  assemble(
                      keys,
                      known.subList(0, principalCount),
                      known.subList(principalCount, conditionStart),
                      known.subList(conditionStart, known.size())));
    }

    private Map<String, Object> assemble(
        List<String> principalKinds,
        List<String> principalValues,
        List<String> arns,
        List<String> conditionValues) {
      var statement = new LinkedHashMap<String, Object>();
      statement.put("Sid", sid);
      statement.put("Effect", effect);
      if (principals.containsKey("*")) {
        statement.put("Principal", "*");
      } else if (!principals.isEmpty()) {
        var byKind = new LinkedHashMap<String, List<String>>();
        for (int i = 0; i < principalKinds.size(); i++) {
          byKind
              .computeIfAbsent(principalKinds.get(i), k -> new ArrayList<>())
              .add(principalValues.get(i));
        }
        statement.put("Principal", byKind);
      }
      statement.put("Action", actions);
      if (!arns.isEmpty()) {
        statement.put("Resource", arns);
      }
      if (!conditions.isEmpty()) {
        statement.put("Condition", conditionBlock(conditionValues));
      }
      return statement;
    }

    private Map<String, Object> conditionBlock(List<String> values) {
      var block = new LinkedHashMap<String, Object>();
      int next = 0;
      for (var operator : conditions.entrySet()) {
        var byKey = new LinkedHashMap<String, Object>();
        for (var key : operator.getValue().entrySet()) {
          byKey.put(key.getKey(), List.copyOf(values.subList(next, next + key.getValue().size())));
          next += key.getValue().size();
        }
        block.put(operator.getKey(), byKey);
      }
      return block;
    }
  }
}
