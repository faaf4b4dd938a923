package dev.portcullis.graph.capture;

import com.google.protobuf.Empty;
import dev.portcullis.graph.InputException;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import pulumirpc.EngineGrpc;
import pulumirpc.EngineOuterClass.GetRootResourceRequest;
import pulumirpc.EngineOuterClass.GetRootResourceResponse;
import pulumirpc.EngineOuterClass.LogRequest;
import pulumirpc.EngineOuterClass.LogSeverity;
import pulumirpc.EngineOuterClass.RequirePulumiVersionRequest;
import pulumirpc.EngineOuterClass.RequirePulumiVersionResponse;
import pulumirpc.EngineOuterClass.SetRootResourceRequest;
import pulumirpc.EngineOuterClass.SetRootResourceResponse;
import pulumirpc.Resource.ReadResourceRequest;
import pulumirpc.Resource.ReadResourceResponse;
import pulumirpc.Resource.RegisterPackageRequest;
import pulumirpc.Resource.RegisterPackageResponse;
import pulumirpc.Resource.RegisterResourceOutputsRequest;
import pulumirpc.Resource.RegisterResourceRequest;
import pulumirpc.Resource.RegisterResourceResponse;
import pulumirpc.Resource.ResourceInvokeRequest;
import pulumirpc.Resource.ResourceInvokeResponse;
import pulumirpc.Resource.SupportsFeatureRequest;
import pulumirpc.Resource.SupportsFeatureResponse;
import pulumirpc.ResourceMonitorGrpc;

/** The recorder as the two services that a program's SDK talks to. */
final class GrpcMonitor {
  private final Recorder recorder;
  private final List<String> errors = new CopyOnWriteArrayList<>();

  GrpcMonitor(Recorder recorder) {
    this.recorder = recorder;
  }

  /** What the program logged as errors, in order. */
  List<String> errors() {
    return errors;
  }

  ResourceMonitorGrpc.ResourceMonitorImplBase resourceMonitor() {
    return new ResourceMonitorGrpc.ResourceMonitorImplBase() {
      @Override
      public void supportsFeature(
          SupportsFeatureRequest request, StreamObserver<SupportsFeatureResponse> out) {
        answer(out, () -> SupportsFeatureResponse.newBuilder().setHasSupport(true).build());
      }

      @Override
      public void invoke(
          ResourceInvokeRequest request, StreamObserver<ResourceInvokeResponse> out) {
        answer(out, () -> recorder.invoke(request, null));
      }

      @Override
      public void readResource(
          ReadResourceRequest request, StreamObserver<ReadResourceResponse> out) {
        answer(out, () -> recorder.read(request, null));
      }

      @Override
      public void registerResource(
          RegisterResourceRequest request, StreamObserver<RegisterResourceResponse> out) {
        answer(out, () -> recorder.register(request, null));
      }

      @Override
      public void registerResourceOutputs(
          RegisterResourceOutputsRequest request, StreamObserver<Empty> out) {
        answer(
            out,
            () -> {
              recorder.registerOutputs(request);
              return Empty.getDefaultInstance();
            });
      }

      @Override
      public void registerPackage(
          RegisterPackageRequest request, StreamObserver<RegisterPackageResponse> out) {
        answer(out, () -> RegisterPackageResponse.newBuilder().setRef(request.getName()).build());
      }
    };
  }

  EngineGrpc.EngineImplBase engine() {
    return new EngineGrpc.EngineImplBase() {
      @Override
      public void log(LogRequest request, StreamObserver<Empty> out) {
        if (request.getSeverity() == LogSeverity.ERROR) {
          errors.add(request.getMessage());
        }
        answer(out, Empty::getDefaultInstance);
      }

      @Override
      public void getRootResource(
          GetRootResourceRequest request, StreamObserver<GetRootResourceResponse> out) {
        var urn = recorder.stackUrn();
        answer(
            out, () -> GetRootResourceResponse.newBuilder().setUrn(urn == null ? "" : urn).build());
      }

      @Override
      public void setRootResource(
          SetRootResourceRequest request, StreamObserver<SetRootResourceResponse> out) {
        answer(out, SetRootResourceResponse::getDefaultInstance);
      }

      @Override
      public void requirePulumiVersion(
          RequirePulumiVersionRequest request, StreamObserver<RequirePulumiVersionResponse> out) {
        answer(out, RequirePulumiVersionResponse::getDefaultInstance);
      }
    };
  }

  private <T> void answer(StreamObserver<T> out, Supplier<T> work) {
    try {
      out.onNext(recorder.answer(work));
      out.onCompleted();
    } catch (InputException e) {
      out.onError(
          Status.INVALID_ARGUMENT
              .withDescription(e.getMessage())
              .withCause(e)
              .asRuntimeException());
    }
  }
}
