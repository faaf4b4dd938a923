/** Two attempts and a pause fit into what a load balancer's client will wait. */
export const patience = { maxAttempts: 2, requestHandler: { connectionTimeout: 2000, requestTimeout: 2000 } };

/** Nobody waits for a promotion, and the control plane of RDS is slow when a region is in trouble. */
export const longPatience = { maxAttempts: 2, requestHandler: { connectionTimeout: 2000, requestTimeout: 5000 } };
