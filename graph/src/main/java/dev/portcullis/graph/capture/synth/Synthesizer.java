package dev.portcullis.graph.capture.synth;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import java.util.Map;
import java.util.Set;

/**
 * Answers for an AWS provider: ids, outputs and function results, in the real format of each type,
 * as pure functions of the request. What no rule covers is unknown but present, because the SDK
 * drops the dependencies of an output that is absent.
 */
public final class Synthesizer {
  private static final Set<String> STACK_REFERENCE_OUTPUTS = Set.of("outputs", "secretOutputNames");

  /**
   * A created resource.
   *
   * @param id physical id, empty when it is not known
   * @param outputs inputs as given, and the outputs that a rule or the type's shape names
   */
  public record State(String id, Struct outputs) {}

  private Synthesizer() {}

  /** The rules of com.pulumi:aws 6.83.0. */
  public static Synthesizer aws() {
    return new Synthesizer();
  }

  /** What creating the resource would answer. */
  public State create(String urn, String type, String name, ProviderState provider, Struct inputs) {
    var evaluation = new Evaluation(urn, type, name, provider.region(), inputs.getFieldsMap());
    var rules = Rules.of(type);
    if (rules.isEmpty()) {
      fallBack(evaluation);
    }
    rules.forEach(evaluation::define);
    SpecialOutputs.define(evaluation);
    var outputs = Struct.newBuilder();
    var shape = Shapes.of(type);
    shape.computed().forEach(output -> outputs.putFields(output, Wire.unknown()));
    outputs.putAllFields(evaluation.outputs()).removeFields("id");
    if (shape.computed().contains("tagsAll")) {
      outputs.putFields(
          "tagsAll", Tags.merge(provider.defaultTags(), inputs.getFieldsMap().get("tags")));
    }
    outputs.putAllFields(inputs.getFieldsMap());
    var id = Wire.textOf(evaluation.outputs().get("id"));
    return new State(id == null ? "" : id, outputs.build());
  }

  /**
   * The outputs with an unknown value for every other output of the type: what the SDK must get.
   */
  public Struct complete(String type, Struct outputs) {
    var complete = Struct.newBuilder();
    Shapes.of(type).inputs().forEach(name -> complete.putFields(name, Wire.unknown()));
    Shapes.of(type).computed().forEach(name -> complete.putFields(name, Wire.unknown()));
    return complete.putAllFields(outputs.getFieldsMap()).build();
  }

  /** The outputs of a resource that exists elsewhere: nothing is known but what was asked with. */
  public Struct unknown(String type, Struct given) {
    var outputs = Struct.newBuilder();
    if (type.equals("pulumi:pulumi:StackReference")) {
      STACK_REFERENCE_OUTPUTS.forEach(name -> outputs.putFields(name, Wire.unknown()));
    }
    Shapes.of(type).inputs().forEach(name -> outputs.putFields(name, Wire.unknown()));
    Shapes.of(type).computed().forEach(name -> outputs.putFields(name, Wire.unknown()));
    return outputs.putAllFields(given.getFieldsMap()).build();
  }

  /**
   * What calling the function would answer.
   *
   * @param token such as {@code aws:index/getRegion:getRegion}
   * @throws UnknownFunctionException if it cannot be answered offline
   */
  public Struct invoke(String token, ProviderState provider, Struct arguments) {
    return Functions.call(token, provider, arguments);
  }

  private static void fallBack(Evaluation evaluation) {
    var shape = Shapes.of(evaluation.type());
    var example = new ImportExample(evaluation);
    put(evaluation.outputs(), "id", example.id(shape.example()));
    if (shape.hasArn() && shape.example().startsWith("arn:")) {
      var arn = example.arn(shape.example());
      put(evaluation.outputs(), "arn", arn == null ? ImportExample.Value.UNKNOWN : arn);
    }
    if (shape.inputs().contains("name")) {
      evaluation.outputs().put("name", Wire.text(evaluation.autoName()));
    }
  }

  private static void put(Map<String, Value> outputs, String name, ImportExample.Value value) {
    var text = value.text();
    outputs.put(name, text == null ? Wire.unknown() : Wire.text(text));
  }
}
