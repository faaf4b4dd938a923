package dev.portcullis.policy.plan.ir;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portcullis.policy.plan.PlanException;
import dev.portcullis.policy.plan.ir.Policy.Block;
import dev.portcullis.policy.plan.ir.Policy.Entrypoint;
import dev.portcullis.policy.plan.ir.Policy.Function;
import dev.portcullis.policy.plan.ir.Policy.Place;
import dev.portcullis.policy.plan.ir.Statement.Kind;
import dev.portcullis.policy.value.RegoNull;
import dev.portcullis.policy.value.Values;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads {@code plan.json} (OPA's documentation, "Intermediate Representation"). Anything that is
 * not as documented is refused: a plan that is half understood decides wrongly.
 */
public final class PolicyReader {
  private final List<String> strings;

  private PolicyReader(List<String> strings) {
    this.strings = strings;
  }

  /**
   * Reads a plan.
   *
   * @throws PlanException when it is none, or of a kind that is not known here
   */
  public static Policy read(JsonNode plan) {
    var texts = values(plan.at("/static/strings"), "value");
    var reader = new PolicyReader(texts);
    var entrypoints = new ArrayList<Entrypoint>();
    for (var entry : array(plan.at("/plans"), "plans")) {
      entrypoints.add(new Entrypoint(text(entry, "name"), reader.blocks(entry)));
    }
    var functions = new ArrayList<Function>();
    for (var function : plan.at("/funcs/funcs")) {
      functions.add(reader.function(function));
    }
    return new Policy(
        values(plan.at("/static/files"), "value"),
        values(plan.at("/static/builtin_funcs"), "name"),
        List.copyOf(entrypoints),
        List.copyOf(functions));
  }

  private static List<String> values(JsonNode list, String member) {
    var values = new ArrayList<String>();
    list.forEach(item -> values.add(text(item, member)));
    return List.copyOf(values);
  }

  private Function function(JsonNode function) {
    var path = new ArrayList<String>();
    // The first step is the planner's name for the generation of a mocked package ("g0").
    function.path("path").forEach(step -> path.add(step.asText()));
    return new Function(
        text(function, "name"),
        List.copyOf(path),
        locals(function, "params"),
        local(function, "return"),
        blocks(function));
  }

  private List<Block> blocks(JsonNode parent) {
    var blocks = new ArrayList<Block>();
    for (var block : parent.path("blocks")) {
      blocks.add(block(block));
    }
    return List.copyOf(blocks);
  }

  private Block block(JsonNode block) {
    var statements = new ArrayList<Statement>();
    for (var statement : block.path("stmts")) {
      statements.add(statement(text(statement, "type"), statement.path("stmt")));
    }
    return new Block(List.copyOf(statements));
  }

  private Statement statement(String type, JsonNode s) {
    var place = new Place(s.path("file").asInt(), s.path("row").asInt());
    return switch (type) {
      case "ReturnLocalStmt" -> new Statement.Return(place, local(s, "source"));
      case "CallStmt" ->
          new Statement.Call(place, text(s, "func"), operands(s, "args"), local(s, "result"));
      case "CallDynamicStmt" ->
          new Statement.CallDynamic(
              place, operands(s, "path"), locals(s, "args"), local(s, "result"));
      case "BlockStmt" -> new Statement.Blocks(place, blocks(s));
      case "BreakStmt" -> new Statement.Break(place, number(s, "index").asInt());
      case "DotStmt" ->
          new Statement.Dot(place, operand(s, "source"), operand(s, "key"), local(s, "target"));
      case "LenStmt" -> new Statement.Length(place, operand(s, "source"), local(s, "target"));
      case "ScanStmt" ->
          new Statement.Scan(
              place,
              local(s, "source"),
              local(s, "key"),
              local(s, "value"),
              block(s.path("block")));
      case "NotStmt" -> new Statement.Not(place, block(s.path("block")));
      case "WithStmt" ->
          new Statement.With(
              place, local(s, "local"), path(s), operand(s, "value"), block(s.path("block")));
      case "NopStmt" -> new Statement.Nothing(place);
      case "ResultSetAddStmt" -> new Statement.Result(place, local(s, "value"));
      default -> testOrWrite(type, s, place);
    };
  }

  private Statement testOrWrite(String type, JsonNode s, Place place) {
    return switch (type) {
      case "EqualStmt", "NotEqualStmt" ->
          new Statement.Compare(place, operand(s, "a"), operand(s, "b"), type.equals("EqualStmt"));
      case "IsArrayStmt" -> new Statement.IsKind(place, Kind.ARRAY, operand(s, "source"));
      case "IsObjectStmt" -> new Statement.IsKind(place, Kind.OBJECT, operand(s, "source"));
      case "IsSetStmt" -> new Statement.IsKind(place, Kind.SET, operand(s, "source"));
      case "IsDefinedStmt", "IsUndefinedStmt" ->
          new Statement.IsDefined(place, local(s, "source"), type.equals("IsDefinedStmt"));
      case "AssignVarOnceStmt" ->
          new Statement.AssignOnce(place, operand(s, "source"), local(s, "target"));
      case "ResetLocalStmt" -> new Statement.Reset(place, local(s, "target"));
      case "ArrayAppendStmt" -> new Statement.Append(place, operand(s, "value"), local(s, "array"));
      case "ObjectInsertStmt", "ObjectInsertOnceStmt" ->
          new Statement.Insert(
              place,
              operand(s, "key"),
              operand(s, "value"),
              local(s, "object"),
              type.equals("ObjectInsertOnceStmt"));
      case "ObjectMergeStmt" ->
          new Statement.Merge(place, local(s, "a"), local(s, "b"), local(s, "target"));
      case "SetAddStmt" -> new Statement.Add(place, operand(s, "value"), local(s, "set"));
      default -> make(type, s, place);
    };
  }

  private Statement make(String type, JsonNode s, Place place) {
    var target = local(s, "target");
    return switch (type) {
      case "AssignVarStmt" -> new Statement.Assign(place, operand(s, "source"), target);
      case "AssignIntStmt", "MakeNumberIntStmt" ->
          new Statement.Assign(place, constant(number(s, "value").longValue()), target);
      case "MakeNumberRefStmt" ->
          new Statement.Assign(
              place, constant(Values.number(string(number(s, "Index").asInt()))), target);
      case "MakeNullStmt" -> new Statement.Assign(place, constant(RegoNull.NULL), target);
      case "MakeArrayStmt" ->
          new Statement.Make(place, Kind.ARRAY, number(s, "capacity").asInt(), target);
      case "MakeObjectStmt" -> new Statement.Make(place, Kind.OBJECT, 0, target);
      case "MakeSetStmt" -> new Statement.Make(place, Kind.SET, 0, target);
      default -> throw new PlanException("the plan has a statement of unknown kind: " + type);
    };
  }

  private List<String> path(JsonNode with) {
    var path = new ArrayList<String>();
    with.path("path").forEach(step -> path.add(string(step.asInt())));
    return List.copyOf(path);
  }

  private List<Operand> operands(JsonNode parent, String member) {
    var operands = new ArrayList<Operand>();
    parent.path(member).forEach(operand -> operands.add(operand(operand)));
    return List.copyOf(operands);
  }

  private Operand operand(JsonNode parent, String member) {
    return operand(parent.path(member));
  }

  private Operand operand(JsonNode operand) {
    var value = operand.path("value");
    return switch (text(operand, "type")) {
      case "local" -> new Operand.Local(value.asInt());
      case "bool" -> constant(value.asBoolean());
      case "string_index" -> constant(string(value.asInt()));
      default -> throw new PlanException("the plan has an operand of unknown kind: " + operand);
    };
  }

  private static Operand constant(Object value) {
    return new Operand.Constant(value);
  }

  private String string(int index) {
    if (index < 0 || index >= strings.size()) {
      throw new PlanException("the plan names string " + index + " of " + strings.size());
    }
    return strings.get(index);
  }

  private static int local(JsonNode parent, String member) {
    return number(parent, member).asInt();
  }

  private static List<Integer> locals(JsonNode parent, String member) {
    var locals = new ArrayList<Integer>();
    parent.path(member).forEach(local -> locals.add(local.asInt()));
    return List.copyOf(locals);
  }

  private static JsonNode number(JsonNode parent, String member) {
    var value = parent.path(member);
    if (!value.isIntegralNumber()) {
      throw new PlanException("the plan lacks the number " + member + " in " + brief(parent));
    }
    return value;
  }

  private static String text(JsonNode parent, String member) {
    var value = parent.path(member);
    if (!value.isTextual()) {
      throw new PlanException("the plan lacks the text " + member + " in " + brief(parent));
    }
    return value.textValue();
  }

  private static JsonNode array(JsonNode plans, String what) {
    var list = plans.path(what);
    if (!list.isArray() || list.isEmpty()) {
      throw new PlanException(
          "this is no plan: it has no " + what + "; opa build -t plan makes one");
    }
    return list;
  }

  private static String brief(JsonNode node) {
    var text = node.toString();
    return text.length() > 120 ? text.substring(0, 120) + "…" : text;
  }
}
