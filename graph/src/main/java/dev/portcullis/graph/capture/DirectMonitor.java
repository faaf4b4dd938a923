package dev.portcullis.graph.capture;

import com.pulumi.deployment.internal.Engine;
import com.pulumi.deployment.internal.Monitor;
import com.pulumi.resources.Resource;
import dev.portcullis.graph.InputException;
import dev.portcullis.graph.Location;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import pulumirpc.EngineOuterClass.GetRootResourceRequest;
import pulumirpc.EngineOuterClass.GetRootResourceResponse;
import pulumirpc.EngineOuterClass.LogRequest;
import pulumirpc.EngineOuterClass.RequirePulumiVersionRequest;
import pulumirpc.EngineOuterClass.RequirePulumiVersionResponse;
import pulumirpc.Provider.CallResponse;
import pulumirpc.Resource.ReadResourceRequest;
import pulumirpc.Resource.ReadResourceResponse;
import pulumirpc.Resource.RegisterPackageRequest;
import pulumirpc.Resource.RegisterPackageResponse;
import pulumirpc.Resource.RegisterResourceOutputsRequest;
import pulumirpc.Resource.RegisterResourceRequest;
import pulumirpc.Resource.RegisterResourceResponse;
import pulumirpc.Resource.ResourceCallRequest;
import pulumirpc.Resource.ResourceInvokeRequest;
import pulumirpc.Resource.ResourceInvokeResponse;
import pulumirpc.Resource.SupportsFeatureRequest;
import pulumirpc.Resource.SupportsFeatureResponse;

/** The recorder behind the SDK's own interfaces: no gRPC, and every resource's line is known. */
final class DirectMonitor implements Monitor, Engine {
  private final Recorder recorder;
  private final Function<Resource, @Nullable Location> constructed;
  private final Function<String, @Nullable Location> invoked;

  /**
   * @param constructed line that constructed a resource
   * @param invoked line that called a function, by its token
   */
  DirectMonitor(
      Recorder recorder,
      Function<Resource, @Nullable Location> constructed,
      Function<String, @Nullable Location> invoked) {
    this.recorder = recorder;
    this.constructed = constructed;
    this.invoked = invoked;
  }

  @Override
  public CompletableFuture<SupportsFeatureResponse> supportsFeatureAsync(
      SupportsFeatureRequest request) {
    return answer(() -> SupportsFeatureResponse.newBuilder().setHasSupport(true).build());
  }

  @Override
  public CompletableFuture<ResourceInvokeResponse> invokeAsync(ResourceInvokeRequest request) {
    return answer(() -> recorder.invoke(request, invoked.apply(request.getTok())));
  }

  @Override
  public CompletableFuture<CallResponse> callAsync(ResourceCallRequest request) {
    return answer(
        () -> {
          throw InputException.of(
              "program",
              request.getTok(),
              "calls of resource methods are not supported",
              "use a function or an output instead");
        });
  }

  @Override
  public CompletableFuture<ReadResourceResponse> readResourceAsync(
      Resource resource, ReadResourceRequest request) {
    return answer(() -> recorder.read(request, constructed.apply(resource)));
  }

  @Override
  public CompletableFuture<RegisterResourceResponse> registerResourceAsync(
      Resource resource, RegisterResourceRequest request) {
    return answer(() -> recorder.register(request, constructed.apply(resource)));
  }

  @Override
  public CompletableFuture<Void> registerResourceOutputsAsync(
      RegisterResourceOutputsRequest request) {
    recorder.registerOutputs(request);
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public CompletableFuture<RegisterPackageResponse> registerPackageAsync(
      RegisterPackageRequest request) {
    return answer(() -> RegisterPackageResponse.newBuilder().setRef(request.getName()).build());
  }

  @Override
  public CompletableFuture<Void> logAsync(LogRequest request) {
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public CompletableFuture<GetRootResourceResponse> getRootResourceAsync(
      GetRootResourceRequest request) {
    var urn = recorder.stackUrn();
    return answer(
        () -> GetRootResourceResponse.newBuilder().setUrn(urn == null ? "" : urn).build());
  }

  @Override
  public CompletableFuture<RequirePulumiVersionResponse> requirePulumiVersionAsync(
      RequirePulumiVersionRequest request) {
    return answer(RequirePulumiVersionResponse::getDefaultInstance);
  }

  private <T> CompletableFuture<T> answer(Supplier<T> work) {
    try {
      return CompletableFuture.completedFuture(recorder.answer(work));
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }
}
