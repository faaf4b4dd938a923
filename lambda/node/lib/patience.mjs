/**
 * How long a client of the SDK tries. A request that takes too long is only a warning to newer SDKs unless they are told to end it;
 * older ones took the same number for a silence of the socket, which is said here, too.
 */
function clientPatience(maxAttempts, connectionTimeout, requestTimeout) {
  return {
    maxAttempts,
    requestHandler: { connectionTimeout, requestTimeout, socketTimeout: requestTimeout, throwOnRequestTimeout: true },
  };
}

/** Two attempts and a pause fit into what a load balancer's client will wait. */
export const patience = clientPatience(2, 2000, 2000);

/** Nobody waits for a promotion, and the control plane of RDS is slow when a region is in trouble. */
export const longPatience = clientPatience(2, 2000, 5000);

/** What cannot be done at once, somebody else does later. */
export const noPatience = clientPatience(1, 1000, 1500);
