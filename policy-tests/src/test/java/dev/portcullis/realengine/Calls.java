package dev.portcullis.realengine;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.net.SocketAddress;
import java.util.function.Supplier;

/** What the services of this package have in common. */
final class Calls {
  /** The connection on which a call came. */
  static final Context.Key<SocketAddress> CONNECTION = Context.key("connection");

  /** Tells the connection of a call to whoever answers it. */
  static final ServerInterceptor WITH_CONNECTION =
      new ServerInterceptor() {
        @Override
        public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
          var address = call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR);
          var context = Context.current().withValue(CONNECTION, address);
          return Contexts.interceptCall(context, call, headers, next);
        }
      };

  private Calls() {}

  /** Answers a call; what goes wrong reaches the engine's log with its reason. */
  static <T> void answer(StreamObserver<T> out, Supplier<T> work) {
    T answer;
    try {
      answer = work.get();
    } catch (RuntimeException e) {
      out.onError(Status.UNKNOWN.withDescription(e.toString()).withCause(e).asRuntimeException());
      return;
    }
    out.onNext(answer);
    out.onCompleted();
  }
}
