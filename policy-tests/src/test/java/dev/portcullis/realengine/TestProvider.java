package dev.portcullis.realengine;

import static dev.portcullis.realengine.Calls.answer;

import com.google.protobuf.Empty;
import com.google.protobuf.Struct;
import dev.portcullis.graph.capture.synth.ProviderState;
import dev.portcullis.graph.capture.synth.Synthesizer;
import dev.portcullis.graph.capture.synth.Wire;
import io.grpc.stub.StreamObserver;
import java.net.SocketAddress;
import java.util.Collection;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import pulumirpc.Plugin.PluginAttach;
import pulumirpc.Plugin.PluginInfo;
import pulumirpc.Provider.CheckRequest;
import pulumirpc.Provider.CheckResponse;
import pulumirpc.Provider.ConfigureRequest;
import pulumirpc.Provider.ConfigureResponse;
import pulumirpc.Provider.CreateRequest;
import pulumirpc.Provider.CreateResponse;
import pulumirpc.Provider.DeleteRequest;
import pulumirpc.Provider.DiffRequest;
import pulumirpc.Provider.DiffResponse;
import pulumirpc.Provider.GetSchemaRequest;
import pulumirpc.Provider.GetSchemaResponse;
import pulumirpc.Provider.InvokeRequest;
import pulumirpc.Provider.InvokeResponse;
import pulumirpc.Provider.ProviderHandshakeRequest;
import pulumirpc.Provider.ProviderHandshakeResponse;
import pulumirpc.Provider.ReadRequest;
import pulumirpc.Provider.ReadResponse;
import pulumirpc.Provider.UpdateRequest;
import pulumirpc.Provider.UpdateResponse;
import pulumirpc.ResourceProviderGrpc;

/**
 * Stands in for pulumi-resource-aws: answers the ids and outputs that a capture invents, keeps
 * nothing, reaches nothing.
 *
 * <p>One server stands for all providers of a program. The engine opens a connection for each, and
 * that is how they are told apart: a create does not say whose it is.
 */
final class TestProvider extends ResourceProviderGrpc.ResourceProviderImplBase {
  private static final String VERSION = "6.83.0";

  private final Synthesizer synthesizer = Synthesizer.aws();
  private final Map<SocketAddress, ProviderState> configured = new ConcurrentHashMap<>();
  private final Collection<String> created = new TreeSet<>();

  /** URNs of everything that was created in earnest and not deleted again, sorted. */
  Collection<String> created() {
    synchronized (created) {
      return new TreeSet<>(created);
    }
  }

  @Override
  public void handshake(
      ProviderHandshakeRequest asked, StreamObserver<ProviderHandshakeResponse> out) {
    answer(
        out,
        () ->
            ProviderHandshakeResponse.newBuilder()
                .setAcceptSecrets(true)
                .setAcceptResources(true)
                .build());
  }

  @Override
  public void attach(PluginAttach asked, StreamObserver<Empty> out) {
    answer(out, Empty::getDefaultInstance);
  }

  @Override
  public void getPluginInfo(Empty asked, StreamObserver<PluginInfo> out) {
    answer(out, () -> PluginInfo.newBuilder().setVersion(VERSION).build());
  }

  @Override
  public void getSchema(GetSchemaRequest asked, StreamObserver<GetSchemaResponse> out) {
    var schema = "{\"name\":\"aws\",\"version\":\"" + VERSION + "\"}";
    answer(out, () -> GetSchemaResponse.newBuilder().setSchema(schema).build());
  }

  @Override
  public void checkConfig(CheckRequest asked, StreamObserver<CheckResponse> out) {
    answer(out, () -> CheckResponse.newBuilder().setInputs(asked.getNews()).build());
  }

  @Override
  public void diffConfig(DiffRequest asked, StreamObserver<DiffResponse> out) {
    answer(out, () -> difference(asked));
  }

  @Override
  public void configure(ConfigureRequest asked, StreamObserver<ConfigureResponse> out) {
    answer(
        out,
        () -> {
          configured.put(Calls.CONNECTION.get(), ProviderState.of(asked.getArgs()));
          return ConfigureResponse.newBuilder()
              .setAcceptSecrets(true)
              .setSupportsPreview(true)
              .setAcceptResources(true)
              .build();
        });
  }

  private ProviderState here() {
    var state = configured.get(Calls.CONNECTION.get());
    if (state == null) {
      throw new IllegalStateException("the provider of this connection was never configured");
    }
    return state;
  }

  @Override
  public void invoke(InvokeRequest asked, StreamObserver<InvokeResponse> out) {
    answer(
        out,
        () ->
            InvokeResponse.newBuilder()
                .setReturn(synthesizer.invoke(asked.getTok(), here(), asked.getArgs()))
                .build());
  }

  @Override
  public void check(CheckRequest asked, StreamObserver<CheckResponse> out) {
    answer(out, () -> CheckResponse.newBuilder().setInputs(asked.getNews()).build());
  }

  @Override
  public void diff(DiffRequest asked, StreamObserver<DiffResponse> out) {
    answer(out, () -> difference(asked));
  }

  private static DiffResponse difference(DiffRequest asked) {
    var old = asked.getOldInputs().getFieldsMap();
    var wanted = asked.getNews().getFieldsMap();
    var names = new TreeSet<>(old.keySet());
    names.addAll(wanted.keySet());
    names.removeIf(name -> wanted.containsKey(name) && wanted.get(name).equals(old.get(name)));
    asked.getIgnoreChangesList().forEach(names::remove);
    return DiffResponse.newBuilder()
        .setChanges(
            names.isEmpty()
                ? DiffResponse.DiffChanges.DIFF_NONE
                : DiffResponse.DiffChanges.DIFF_SOME)
        .addAllDiffs(names)
        .build();
  }

  /** In a preview as well: a value that is known early only makes the preview do more. */
  @Override
  public void create(CreateRequest asked, StreamObserver<CreateResponse> out) {
    answer(
        out,
        () -> {
          var state =
              state(
                  asked.getUrn(),
                  asked.getType(),
                  asked.getName(),
                  asked.getProperties(),
                  asked.getPreview());
          if (!asked.getPreview()) {
            synchronized (created) {
              created.add(asked.getUrn());
            }
          }
          return CreateResponse.newBuilder()
              .setId(state.id())
              .setProperties(state.outputs())
              .build();
        });
  }

  /**
   * An output that nobody can invent is unknown in a preview, and the engine must not see such a
   * value afterwards: then it is left out, as an output that AWS did not set.
   */
  private Synthesizer.State state(
      String urn, String type, String name, Struct inputs, boolean preview) {
    var state = synthesizer.create(urn, type, name, here(), inputs);
    if (preview) {
      return new Synthesizer.State(state.id(), synthesizer.complete(type, state.outputs()));
    }
    var known = Struct.newBuilder();
    state
        .outputs()
        .getFieldsMap()
        .forEach(
            (output, value) -> {
              if (!Wire.isUnknown(value.getStringValue())) {
                known.putFields(output, value);
              }
            });
    return new Synthesizer.State(state.id(), known.build());
  }

  @Override
  public void read(ReadRequest asked, StreamObserver<ReadResponse> out) {
    answer(
        out,
        () ->
            ReadResponse.newBuilder()
                .setId(asked.getId())
                .setProperties(
                    asked.getProperties().getFieldsCount() > 0
                        ? asked.getProperties()
                        : synthesizer.unknown(asked.getType(), Struct.getDefaultInstance()))
                .setInputs(asked.getInputs())
                .build());
  }

  @Override
  public void update(UpdateRequest asked, StreamObserver<UpdateResponse> out) {
    answer(
        out,
        () -> {
          var state =
              state(
                  asked.getUrn(),
                  asked.getType(),
                  asked.getName(),
                  asked.getNews(),
                  asked.getPreview());
          return UpdateResponse.newBuilder().setProperties(state.outputs()).build();
        });
  }

  @Override
  public void delete(DeleteRequest asked, StreamObserver<Empty> out) {
    answer(
        out,
        () -> {
          synchronized (created) {
            created.remove(asked.getUrn());
          }
          return Empty.getDefaultInstance();
        });
  }

  @Override
  public void cancel(Empty asked, StreamObserver<Empty> out) {
    answer(out, Empty::getDefaultInstance);
  }
}
