package dev.portcullis.graph.capture;

import com.google.protobuf.Struct;
import dev.portcullis.graph.InputException;
import dev.portcullis.graph.Location;
import dev.portcullis.graph.capture.synth.ProviderState;
import dev.portcullis.graph.capture.synth.Synthesizer;
import dev.portcullis.graph.capture.synth.UnknownFunctionException;
import dev.portcullis.graph.capture.synth.Wire;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import pulumirpc.Resource.ReadResourceRequest;
import pulumirpc.Resource.ReadResourceResponse;
import pulumirpc.Resource.RegisterResourceOutputsRequest;
import pulumirpc.Resource.RegisterResourceRequest;
import pulumirpc.Resource.RegisterResourceResponse;
import pulumirpc.Resource.ResourceInvokeRequest;
import pulumirpc.Resource.ResourceInvokeResponse;

/**
 * What the engine would do during a preview, as far as a program can see it: names URNs, refuses
 * repetitions, answers synthetic outputs. Thread-safe; every answer is a pure function of its
 * request, so the order of arrival does not matter.
 */
final class Recorder {
  private static final String STACK_TYPE = "pulumi:pulumi:Stack";
  private static final String PROVIDER_PREFIX = "pulumi:providers:";

  private final CaptureRequest request;
  private final AssetDigests assets;
  private final Synthesizer synthesizer;
  private final Map<String, Registration> registrations = new ConcurrentHashMap<>();
  private final Map<String, Struct> outputs = new ConcurrentHashMap<>();
  private final AtomicReference<@Nullable InputException> failure = new AtomicReference<>();

  /**
   * @param assets told of local files as soon as the program names them
   */
  Recorder(CaptureRequest request, AssetDigests assets) {
    this.request = request;
    this.assets = assets;
    this.synthesizer = Synthesizer.aws();
  }

  Collection<Registration> registrations() {
    return registrations.values();
  }

  /** The registered outputs of a component or the stack; empty when it registered none. */
  Struct outputsOf(String urn) {
    return outputs.getOrDefault(urn, Struct.getDefaultInstance());
  }

  /** The first request that was refused; a program may have swallowed its exception. */
  @Nullable InputException failure() {
    return failure.get();
  }

  /** Runs a request and remembers the first refusal. */
  <T> T answer(Supplier<T> work) {
    try {
      return work.get();
    } catch (InputException e) {
      failure.compareAndSet(null, e);
      throw e;
    }
  }

  RegisterResourceResponse register(RegisterResourceRequest asked, @Nullable Location location) {
    var urn = urn(asked.getParent(), asked.getType(), asked.getName());
    assets.expect(asked.getObject().getFieldsMap());
    var state = state(urn, asked);
    var id = asked.getCustom() ? state.id() : null;
    add(new Registration(urn, asked, id, state.outputs(), false, location));
    var answer = synthesizer.complete(asked.getType(), state.outputs());
    var response = RegisterResourceResponse.newBuilder().setUrn(urn).setObject(answer);
    return id == null ? response.build() : response.setId(id).build();
  }

  ReadResourceResponse read(ReadResourceRequest asked, @Nullable Location location) {
    var urn = urn(asked.getParent(), asked.getType(), asked.getName());
    var state = synthesizer.unknown(asked.getType(), asked.getProperties());
    var equivalent =
        RegisterResourceRequest.newBuilder()
            .setType(asked.getType())
            .setName(asked.getName())
            .setParent(asked.getParent())
            .setCustom(true)
            .setObject(asked.getProperties())
            .setProvider(asked.getProvider())
            .addAllDependencies(asked.getDependenciesList())
            .build();
    add(new Registration(urn, equivalent, asked.getId(), state, true, location));
    return ReadResourceResponse.newBuilder().setUrn(urn).setProperties(state).build();
  }

  ResourceInvokeResponse invoke(ResourceInvokeRequest asked, @Nullable Location location) {
    try {
      var provider = provider(asked.getProvider());
      var result = synthesizer.invoke(asked.getTok(), provider, asked.getArgs());
      return ResourceInvokeResponse.newBuilder().setReturn(result).build();
    } catch (UnknownFunctionException e) {
      var place = location == null ? asked.getTok() : UserCode.show(location);
      throw InputException.of(request.sourceName(), place, e.getMessage(), e.fix(), e);
    }
  }

  void registerOutputs(RegisterResourceOutputsRequest asked) {
    outputs.put(asked.getUrn(), asked.getOutputs());
  }

  /** The URN of the stack, or null before it registered. */
  @Nullable String stackUrn() {
    var urn = urn("", STACK_TYPE, request.project() + "-" + request.stack());
    return registrations.containsKey(urn) ? urn : null;
  }

  /**
   * Region and default tags behind a provider reference; of the ambient provider when it is empty.
   */
  ProviderState provider(String reference) {
    if (reference.isEmpty()) {
      return ProviderState.ambient(request.config().get("aws:region"));
    }
    var registration = registrations.get(providerUrn(reference));
    return registration == null
        ? ProviderState.ambient(null)
        : ProviderState.of(registration.request().getObject());
  }

  /** A provider reference is {@code <urn>::<id>}. */
  static String providerUrn(String reference) {
    return reference.substring(0, reference.lastIndexOf("::"));
  }

  private Synthesizer.State state(String urn, RegisterResourceRequest asked) {
    if (!asked.getCustom()) {
      return new Synthesizer.State("", Struct.getDefaultInstance());
    }
    if (asked.getType().startsWith(PROVIDER_PREFIX)) {
      var id = UUID.nameUUIDFromBytes(urn.getBytes(StandardCharsets.UTF_8)).toString();
      return new Synthesizer.State(id, asked.getObject());
    }
    var state =
        synthesizer.create(
            urn,
            asked.getType(),
            asked.getName(),
            provider(asked.getProvider()),
            asked.getObject());
    return new Synthesizer.State(
        state.id(), secret(state.outputs(), asked.getAdditionalSecretOutputsList()));
  }

  private static Struct secret(Struct outputs, List<String> names) {
    if (names.isEmpty()) {
      return outputs;
    }
    var marked = outputs.toBuilder();
    for (var name : names) {
      var value = outputs.getFieldsMap().get(name);
      if (value != null) {
        marked.putFields(name, Wire.secret(value));
      }
    }
    return marked.build();
  }

  private void add(Registration registration) {
    var earlier = registrations.putIfAbsent(registration.urn(), registration);
    if (earlier == null) {
      return;
    }
    var location = registration.location();
    var first = earlier.location();
    throw InputException.of(
        request.sourceName(),
        location == null ? registration.urn() : UserCode.show(location),
        "duplicate URN "
            + registration.urn()
            + (first == null ? "" : ", already registered at " + UserCode.show(first)),
        "give the resource another name or parent");
  }

  private String urn(String parent, String type, String name) {
    var prefix = "urn:pulumi:" + request.stack() + "::" + request.project() + "::";
    var qualified = type;
    if (!parent.isEmpty()) {
      var parentType = parent.split("::", 4)[2];
      qualified = parentType.equals(STACK_TYPE) ? type : parentType + "$" + type;
    }
    return prefix + qualified + "::" + name;
  }
}
